package io.snet4j.cli.training;

import io.snet4j.cli.shell.Output;
import io.snet4j.internal.text.ShownUri;
import io.snet4j.training.Model;
import io.snet4j.training.ModelId;
import io.snet4j.training.ModelStatus;
import io.snet4j.value.Address;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A model, to be printed.
 *
 * @param trainingDataLink without its query, which may be secret
 */
record ShownModel(
        ModelId id,
        ModelStatus status,
        String name,
        String description,
        String method,
        boolean isPublic,
        List<Address> addressesWithAccess,
        Optional<String> trainingDataLink,
        Optional<Address> createdBy,
        Optional<Address> updatedBy,
        Optional<LocalDate> createdOn,
        Optional<LocalDate> updatedOn) {
    static ShownModel of(Model model) {
        return new ShownModel(
                model.id(),
                model.status(),
                model.name(),
                model.description(),
                model.method().service() + "/" + model.method().method(),
                model.isPublic(),
                model.addressesWithAccess().stream().sorted().toList(),
                model.trainingDataLink().map(ShownUri::link),
                model.createdBy(),
                model.updatedBy(),
                model.createdOn(),
                model.updatedOn());
    }

    String visibility() {
        return isPublic ? "public" : "private";
    }

    String createdText() {
        return createdOn.map(LocalDate::toString).orElse("");
    }

    void print(Output output) {
        output.field("model", id.value());
        output.field("status", status);
        output.field("name", name);
        if (!description.isBlank()) {
            output.field("description", description);
        }
        output.field("method", method);
        output.field("visibility", visibility());
        if (!addressesWithAccess.isEmpty()) {
            output.field(
                    "access",
                    addressesWithAccess.stream().map(Address::toString).collect(Collectors.joining(", ")));
        }
        trainingDataLink.ifPresent(link -> output.field("dataset", link));
        createdBy.ifPresent(creator -> output.field("created by", creator));
        createdOn.ifPresent(day -> output.field("created on", day));
        updatedOn.ifPresent(day -> output.field("updated on", day));
    }
}
