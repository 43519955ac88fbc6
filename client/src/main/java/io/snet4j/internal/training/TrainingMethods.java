package io.snet4j.internal.training;

import io.snet4j.errors.UnknownMethodException;
import io.snet4j.value.MethodRef;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds a method by what a user calls it. */
final class TrainingMethods {
    private TrainingMethods() {}

    /**
     * @param name {@code Service/method}, also with the service's package, or a method's bare name
     * @throws UnknownMethodException if none or several fit
     */
    static MethodRef find(String name, Set<MethodRef> methods) {
        int slash = name.lastIndexOf('/');
        String method = name.substring(slash + 1);
        Optional<String> service =
                slash < 0 ? Optional.empty() : Optional.of(name.substring(name.lastIndexOf('.', slash) + 1, slash));
        List<MethodRef> found = methods.stream()
                .filter(candidate -> candidate.method().equals(method))
                .filter(candidate -> service.isEmpty() || service.get().equals(candidate.service()))
                .toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        throw new UnknownMethodException(
                found.isEmpty()
                        ? "the service has no method \"" + name + "\" for training; it has " + list(methods)
                        : "several methods are called \"" + name + "\"; choose one of " + list(found));
    }

    private static String list(Collection<MethodRef> methods) {
        return methods.isEmpty()
                ? "none"
                : methods.stream().map(MethodRef::toString).sorted().collect(Collectors.joining(", "));
    }
}
