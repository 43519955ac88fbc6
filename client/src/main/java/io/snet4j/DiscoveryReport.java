package io.snet4j;

import io.snet4j.errors.SnetException;
import java.util.List;
import java.util.Optional;

/**
 * What {@link SnetClient#discover} found.
 *
 * @param trainable services with at least one trainable method
 * @param broken what could not be read
 * @param services looked at, the broken ones included
 * @param complete whether there was no more to look at
 */
public record DiscoveryReport(List<Trainable> trainable, List<Broken> broken, int services, boolean complete) {
    /**
     * A service that can be trained, if its daemon agrees; see {@link io.snet4j.training.Training#availability}.
     *
     * @param methods those that take a {@code training.ModelID}
     */
    public record Trainable(String organizationId, String serviceId, List<ApiMethod> methods) {}

    /** @param serviceId empty if the whole organization cannot be read */
    public record Broken(String organizationId, Optional<String> serviceId, SnetException cause) {}
}
