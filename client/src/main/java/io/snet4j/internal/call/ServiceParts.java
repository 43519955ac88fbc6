package io.snet4j.internal.call;

import io.grpc.Channel;
import io.snet4j.internal.percall.PerCall;
import io.snet4j.internal.transport.DaemonRelease;
import io.snet4j.observe.SnetListener;
import io.snet4j.registry.Pricing;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What an opened service is made of, for the features above it.
 *
 * @param daemon shared by all of its calls
 * @param release of the daemon, as far as it can be told; may block
 * @param payer of training
 * @param payments of the service's own methods
 * @param executor may block; has no bound
 * @param callDeadline for calls that bring none
 * @param listener may not throw
 * @param reusableAuthorizations whether the reads that allow it share one authorization
 */
public record ServiceParts(
        Channel daemon,
        Supplier<Optional<DaemonRelease>> release,
        PerCall payer,
        ServiceCalls payments,
        Pricing pricing,
        Executor executor,
        Duration callDeadline,
        SnetListener listener,
        boolean reusableAuthorizations) {}
