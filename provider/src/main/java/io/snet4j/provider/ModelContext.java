package io.snet4j.provider;

import io.snet4j.internal.text.ForeignText;
import java.nio.file.Path;

/**
 * What is known of a model from its creation on.
 *
 * @param modelId generated, ASCII
 * @param name the user's text
 * @param description the user's text
 * @param serviceName the gRPC service that the model is for, as the user gave it
 * @param methodName the method that the model is for, as the user gave it
 * @param isPublic whether everybody may use the model
 * @param folder for the handler's own files; made before the first validation, removed with the model
 * @since 0.1.0
 */
public record ModelContext(
        String modelId,
        String name,
        String description,
        String serviceName,
        String methodName,
        boolean isPublic,
        Path folder) {
    /** Printable and short, whatever strangers wrote. */
    @Override
    public String toString() {
        return ForeignText.of("ModelContext[modelId=" + modelId + ", name=" + name + ", description=" + description
                + ", serviceName=" + serviceName + ", methodName=" + methodName + ", isPublic=" + isPublic + ", folder="
                + folder + "]");
    }
}
