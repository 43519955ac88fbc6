package io.snet4j.cli.registry;

import io.snet4j.internal.text.ForeignText;
import io.snet4j.internal.text.SizeText;
import io.snet4j.training.MethodMetadata;
import io.snet4j.training.ModelId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the models of a method need, by the service's own word.
 *
 * @param maxArchiveBytes null where there is no limit; so the other limits
 * @param archiveTypes empty for any
 * @param fileTypes empty for any
 */
record DatasetNeeds(
        OptionalLong maxArchiveBytes,
        OptionalLong maxFileBytes,
        OptionalLong maxFiles,
        List<String> archiveTypes,
        List<String> fileTypes,
        String description,
        OptionalLong maxModels,
        Optional<ModelId> defaultModel) {
    static DatasetNeeds of(MethodMetadata method) {
        return new DatasetNeeds(
                method.dataset().maxArchiveBytes(),
                method.dataset().maxFileBytes(),
                method.dataset().maxFiles(),
                sorted(method.dataset().archiveTypes()),
                sorted(method.dataset().fileTypes()),
                method.dataset().description(),
                method.maxModelsPerUser(),
                method.defaultModel());
    }

    private static List<String> sorted(Set<String> types) {
        return List.copyOf(new TreeSet<>(types));
    }

    /** In one line. */
    String text() {
        List<String> parts = new ArrayList<>();
        maxArchiveBytes.ifPresent(bytes -> parts.add("up to " + SizeText.about(bytes)));
        maxFileBytes.ifPresent(bytes -> parts.add("files up to " + SizeText.about(bytes)));
        maxFiles.ifPresent(files -> parts.add("up to " + files + " files"));
        if (!archiveTypes.isEmpty()) {
            parts.add(String.join(", ", archiveTypes));
        }
        if (!fileTypes.isEmpty()) {
            parts.add("of " + String.join(", ", fileTypes));
        }
        if (!description.isBlank()) {
            parts.add(description.strip());
        }
        return parts.isEmpty() ? "any" : ForeignText.of(String.join("; ", parts));
    }
}
