package io.snet4j.internal.call;

import io.grpc.Channel;
import io.snet4j.internal.pay.Payer;
import io.snet4j.registry.Pricing;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * What an opened service is made of, for the features above it.
 *
 * @param daemon shared by all of its calls
 * @param executor may block; has no bound
 * @param callDeadline for calls that bring none
 */
public record ServiceParts(Channel daemon, Payer payer, Pricing pricing, Executor executor, Duration callDeadline) {
    /** Implemented by the service clients that this library makes. */
    public interface Holder {
        ServiceParts parts();
    }
}
