package io.snet4j;

import io.snet4j.internal.core.Positive;
import io.snet4j.internal.text.TimeText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What {@link SnetClient#discover} looks through. Immutable: each option gives a new one.
 *
 * @since 0.1.0
 */
public final class Discovery {
    private static final DiscoveryListener NOBODY = progress -> {};

    /** Longer than one request may take, so that a node that does not answer is told of as such. */
    private static final Duration PER_SERVICE = Duration.ofMinutes(1);

    private static final Duration LONGEST = Duration.ofDays(1);

    private final Optional<List<String>> organizations;
    private final int limit;
    private final Duration perService;
    private final DiscoveryListener listener;

    private Discovery(
            Optional<List<String>> organizations, int limit, Duration perService, DiscoveryListener listener) {
        this.organizations = organizations;
        this.limit = limit;
        this.perService = perService;
        this.listener = listener;
    }

    /** All organizations of the network, in the order of the Registry contract. */
    public static Discovery everywhere() {
        return new Discovery(Optional.empty(), Integer.MAX_VALUE, PER_SERVICE, NOBODY);
    }

    /** The organizations of these ids, in this order. */
    public static Discovery in(String... organizationIds) {
        return new Discovery(Optional.of(List.of(organizationIds)), Integer.MAX_VALUE, PER_SERVICE, NOBODY);
    }

    /**
     * How many services are looked at, at most. Default: all.
     *
     * @throws IllegalArgumentException unless positive
     */
    public Discovery limit(int services) {
        return new Discovery(
                organizations, Positive.of("a number of services to look at", services), perService, listener);
    }

    /**
     * How long one service may take, all requests to node and storage together; then it is reported as broken, with
     * {@link io.snet4j.errors.DeadlineExceededException}. Default: a minute.
     *
     * @throws IllegalArgumentException unless positive, and a day at most
     */
    public Discovery perService(Duration time) {
        Positive.of("a time for one service", time);
        if (time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "a time for one service must be at most a day, not " + TimeText.of(time));
        }
        return new Discovery(organizations, limit, time, listener);
    }

    /** Default: none. */
    public Discovery listener(DiscoveryListener progress) {
        return new Discovery(organizations, limit, perService, progress);
    }

    Optional<List<String>> organizations() {
        return organizations;
    }

    int limit() {
        return limit;
    }

    Duration perService() {
        return perService;
    }

    DiscoveryListener listener() {
        return listener;
    }
}
