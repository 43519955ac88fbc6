package io.snet4j;

import io.snet4j.internal.text.ForeignText;
import io.snet4j.internal.text.SizeText;
import io.snet4j.training.MethodMetadata;
import io.snet4j.training.ModelId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongFunction;

/** A service's API for people to read. */
final class ApiText {
    private static final String INDENT = "  ";

    private final StringBuilder text = new StringBuilder();

    ApiText(ServiceApi api) {
        String service = "";
        for (ApiMethod method : api.methods()) {
            String its = method.fullName().substring(0, method.fullName().lastIndexOf('/'));
            if (!its.equals(service)) {
                line("service " + its);
                service = its;
            }
            add(method);
        }
        api.unreadable().forEach((name, reason) -> line(name + " cannot be called: " + reason));
        api.messages().forEach(this::add);
        api.enums().forEach(this::add);
    }

    private void add(ApiMethod method) {
        boolean sends =
                method.kind() == ApiMethod.Kind.CLIENT_STREAMING || method.kind() == ApiMethod.Kind.BIDI_STREAMING;
        boolean gets =
                method.kind() == ApiMethod.Kind.SERVER_STREAMING || method.kind() == ApiMethod.Kind.BIDI_STREAMING;
        line(INDENT + method.ref().method() + "(" + (sends ? "stream " : "") + method.request() + ") returns "
                + (gets ? "stream " : "") + method.response()
                + method.price().map(price -> ", " + price).orElse(", no price"));
        method.training().ifPresent(training -> line(INDENT + INDENT + "trainable: " + requirements(training)));
    }

    private static String requirements(MethodMetadata training) {
        List<String> parts = new ArrayList<>();
        training.defaultModel().map(ModelId::value).ifPresent(model -> parts.add("default model " + model));
        limit(parts, training.maxModelsPerUser(), models -> models + " models of one user");
        limit(parts, training.dataset().maxArchiveBytes(), bytes -> SizeText.exact(bytes) + " in the dataset");
        limit(parts, training.dataset().maxFileBytes(), bytes -> SizeText.exact(bytes) + " in a file");
        limit(parts, training.dataset().maxFiles(), files -> files + " files");
        types(parts, "archives", training.dataset().archiveTypes());
        types(parts, "files", training.dataset().fileTypes());
        if (!training.dataset().description().isBlank()) {
            parts.add(training.dataset().description().strip());
        }
        return parts.isEmpty() ? "any dataset" : String.join("; ", parts);
    }

    private static void limit(List<String> parts, OptionalLong limit, LongFunction<String> text) {
        limit.ifPresent(value -> parts.add("at most " + text.apply(value)));
    }

    private static void types(List<String> parts, String what, Set<String> types) {
        if (!types.isEmpty()) {
            parts.add(what + " " + String.join(", ", new TreeSet<>(types)));
        }
    }

    private void add(ApiMessage message) {
        line("message " + message.name());
        for (ApiMessage.Field field : message.fields()) {
            String label = field.label() == ApiMessage.Label.NONE
                    ? ""
                    : field.label().name().toLowerCase(Locale.ROOT) + " ";
            line(INDENT + label + field.type() + " " + field.name() + " = " + field.number());
        }
    }

    private void add(ApiEnum type) {
        line("enum " + type.name());
        type.values().forEach((name, number) -> line(INDENT + name + " = " + number));
    }

    private void line(String line) {
        text.append(ForeignText.of(line)).append('\n');
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
