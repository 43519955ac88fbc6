package io.snet4j.grpc;

import io.grpc.Channel;
import io.snet4j.ServiceClient;
import io.snet4j.errors.SnetException;
import io.snet4j.internal.call.ServiceParts;
import io.snet4j.internal.grpc.CallStatus;
import io.snet4j.internal.grpc.PayingChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A gRPC channel to a service through its daemon, for stubs generated from the service's own proto files. Each call, of
 * any streaming kind, is paid with the price of the service's metadata; it holds a payment channel from its start to
 * its end, so that a long stream keeps others waiting. Neither creating nor starting a call blocks: the payment is
 * prepared in the background, and waits there for its turn.
 *
 * <p>A call fails with gRPC's own {@code StatusRuntimeException}, with the daemon's status where it sent one;
 * {@link #reason} tells more. A call without a deadline gets the client's.
 *
 * @since 0.1.0
 */
public final class PaidChannel {
    private PaidChannel() {}

    /**
     * @param service made by {@link io.snet4j.SnetClient#openService}, or a proxy or mock that delegates to one; the
     *     channel lives as long as it does
     * @throws IllegalArgumentException for a service client of another origin
     */
    public static Channel of(ServiceClient service) {
        return new PayingChannel(unwrap(service, ServiceParts.class));
    }

    static <T> T unwrap(ServiceClient service, Class<T> type) {
        return service.unwrap(type)
                .orElseThrow(() -> new IllegalArgumentException(
                        "not a service client that SnetClient.openService made, and its unwrap(…) leads to none: "
                                + service.getClass()));
    }

    /** What a failed call means, and whether it was paid; empty for failures that are not of a paid call. */
    public static Optional<SnetException> reason(@Nullable Throwable failure) {
        return CallStatus.reason(failure);
    }
}
