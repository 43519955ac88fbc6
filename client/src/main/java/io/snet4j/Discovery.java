package io.snet4j;

import java.util.List;
import java.util.Optional;

/** What {@link SnetClient#discover} looks through. Immutable: each option gives a new one. */
public final class Discovery {
    private static final DiscoveryListener NOBODY = progress -> {};

    private final Optional<List<String>> organizations;
    private final int limit;
    private final DiscoveryListener listener;

    private Discovery(Optional<List<String>> organizations, int limit, DiscoveryListener listener) {
        this.organizations = organizations;
        this.limit = limit;
        this.listener = listener;
    }

    /** All organizations of the network, in the order of the Registry contract. */
    public static Discovery everywhere() {
        return new Discovery(Optional.empty(), Integer.MAX_VALUE, NOBODY);
    }

    /** The organizations of these ids, in this order. */
    public static Discovery in(String... organizationIds) {
        return new Discovery(Optional.of(List.of(organizationIds)), Integer.MAX_VALUE, NOBODY);
    }

    /**
     * How many services are looked at, at most. Default: all.
     *
     * @throws IllegalArgumentException unless positive
     */
    public Discovery limit(int services) {
        if (services <= 0) {
            throw new IllegalArgumentException("not a number of services to look at: " + services);
        }
        return new Discovery(organizations, services, listener);
    }

    /** Default: none. */
    public Discovery listener(DiscoveryListener progress) {
        return new Discovery(organizations, limit, progress);
    }

    Optional<List<String>> organizations() {
        return organizations;
    }

    int limit() {
        return limit;
    }

    DiscoveryListener listener() {
        return listener;
    }
}
