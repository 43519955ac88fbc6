package io.snet4j.cli.training;

import io.snet4j.cli.command.Addresses;
import io.snet4j.training.NewModel;
import io.snet4j.value.Address;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a model is made with. */
final class NewModelOptions {
    @Option(
            names = "--method",
            paramLabel = "METHOD",
            description = "What the model is for: Service/method, or a method's name.")
    private @Nullable String method;

    @Option(names = "--name", paramLabel = "NAME", description = "The new model's name.")
    private @Nullable String name;

    @Option(names = "--description", paramLabel = "TEXT", description = "What others read about it.")
    private @Nullable String description;

    @Option(names = "--public", description = "Everybody may use it. Cannot be changed later.")
    private boolean isPublic;

    @Option(
            names = "--access",
            paramLabel = "ADDRESS",
            split = ",",
            converter = Addresses.class,
            description = "Who may use it beside you. May be repeated.")
    private List<Address> access = List.of();

    boolean isGiven() {
        return method != null || name != null || description != null || isPublic || !access.isEmpty();
    }

    /** Empty if method or name are missing. */
    Optional<NewModel> model() {
        if (method == null || method.isBlank() || name == null || name.isBlank()) {
            return Optional.empty();
        }
        return Optional.of(NewModel.builder()
                .method(method)
                .name(name)
                .description(description == null ? "" : description)
                .isPublic(isPublic)
                .addressesWithAccess(access)
                .build());
    }
}
