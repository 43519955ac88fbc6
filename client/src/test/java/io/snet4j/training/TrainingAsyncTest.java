package io.snet4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TrainingAsyncTest {
    /** Asks nobody, or is asked in another way: a list by its pages. */
    private static final Set<String> WITHOUT_A_TWIN = Set.of("isEnabled", "withDeadline", "async", "getAllModels");

    private static final Map<Class<?>, Class<?>> BOXES = Map.of(boolean.class, Boolean.class);

    private static String signature(Method method, String result) {
        return method.getName()
                + Stream.of(method.getGenericParameterTypes())
                        .map(Type::getTypeName)
                        .collect(Collectors.joining(", ", "(", ")"))
                + ": " + result;
    }

    private static String future(Method method) {
        Type result = method.getGenericReturnType();
        return "java.util.concurrent.CompletableFuture<"
                + (result instanceof Class<?> type ? BOXES.getOrDefault(type, type) : result).getTypeName() + ">";
    }

    @Test
    void everyCallHasATwinOfItsNameWithAFuture() {
        Set<String> twins = Arrays.stream(TrainingAsync.class.getMethods())
                .filter(method -> !method.getName().equals("getAllModels"))
                .map(method -> signature(method, method.getGenericReturnType().getTypeName()))
                .collect(Collectors.toSet());
        Set<String> expected = Arrays.stream(Training.class.getMethods())
                .filter(method -> !WITHOUT_A_TWIN.contains(method.getName()))
                .map(method -> signature(method, future(method)))
                .collect(Collectors.toSet());

        assertThat(twins).isEqualTo(expected).hasSizeGreaterThan(10);
    }
}
