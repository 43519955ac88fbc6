package io.snet4j.training;

import io.snet4j.internal.text.ForeignText;
import io.snet4j.value.MethodRef;
import java.util.Set;

/**
 * What can be trained at a service.
 *
 * @param enabled whether the daemon takes training calls
 * @param inProto whether the service's proto files mention training
 * @param methods those that take a model
 * @since 0.1.0
 */
public record TrainingMetadata(boolean enabled, boolean inProto, Set<MethodRef> methods) {
    /** Printable and short, whatever strangers wrote. */
    @Override
    public String toString() {
        return ForeignText.of(
                "TrainingMetadata[enabled=" + enabled + ", inProto=" + inProto + ", methods=" + methods + "]");
    }
}
