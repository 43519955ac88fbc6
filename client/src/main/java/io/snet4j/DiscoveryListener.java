package io.snet4j;

import io.snet4j.errors.SnetException;
import io.snet4j.internal.text.ForeignText;
import java.util.List;
import java.util.Optional;

/**
 * Follows {@link SnetClient#discover}.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface DiscoveryListener {
    /**
     * Called after each service, and for each organization that cannot be read, in their order and on the calling
     * thread. What it throws is logged and ignored; an interrupt of that thread ends the search.
     */
    void onProgress(Progress progress);

    /**
     * One step.
     *
     * @param serviceId empty for an organization that cannot be read
     * @param services looked at so far
     * @param trainable the methods that were found
     * @param failure why nothing could be found
     */
    record Progress(
            String organizationId,
            Optional<String> serviceId,
            int services,
            List<ApiMethod> trainable,
            Optional<SnetException> failure) {
        /** Printable and short, whatever strangers wrote. */
        @Override
        public String toString() {
            return ForeignText.of("Progress[organizationId=" + organizationId + ", serviceId=" + serviceId
                    + ", services=" + services + ", trainable=" + trainable + ", failure=" + failure + "]");
        }
    }
}
