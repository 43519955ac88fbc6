package io.snet4j;

import io.snet4j.errors.SnetException;
import io.snet4j.internal.text.ForeignText;
import java.util.List;
import java.util.Optional;

/**
 * What {@link SnetClient#discover} found.
 *
 * <p>Its lists are in the order of the search, whichever service answered first.
 *
 * @param trainable services with at least one trainable method
 * @param broken what could not be read
 * @param services looked at, the broken ones included
 * @param complete whether there was no more to look at
 * @since 0.1.0
 */
public record DiscoveryReport(List<Trainable> trainable, List<Broken> broken, int services, boolean complete) {
    /**
     * A service that can be trained, if its daemon agrees; see {@link io.snet4j.training.Training#availability}.
     *
     * @param methods those that take a {@code training.ModelID}
     */
    public record Trainable(String organizationId, String serviceId, List<ApiMethod> methods) {
        /** Printable and short, whatever strangers wrote. */
        @Override
        public String toString() {
            return ForeignText.of("Trainable[organizationId=" + organizationId + ", serviceId=" + serviceId
                    + ", methods=" + methods + "]");
        }
    }

    /** @param serviceId empty if the whole organization cannot be read */
    public record Broken(String organizationId, Optional<String> serviceId, SnetException cause) {
        /** Printable and short, whatever strangers wrote. */
        @Override
        public String toString() {
            return ForeignText.of(
                    "Broken[organizationId=" + organizationId + ", serviceId=" + serviceId + ", cause=" + cause + "]");
        }
    }

    /** Printable and short, whatever strangers wrote. */
    @Override
    public String toString() {
        return ForeignText.of("DiscoveryReport[trainable=" + trainable + ", broken=" + broken + ", services=" + services
                + ", complete=" + complete + "]");
    }
}
