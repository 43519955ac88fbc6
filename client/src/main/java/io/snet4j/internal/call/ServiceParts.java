package io.snet4j.internal.call;

import io.snet4j.internal.loop.ControlCalls;
import io.snet4j.internal.percall.PerCall;
import io.snet4j.internal.transport.DaemonRelease;
import io.snet4j.internal.transport.Replicas;
import io.snet4j.observe.SnetListener;
import io.snet4j.registry.Pricing;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What an opened service is made of, for the features above it.
 *
 * @param daemon shared by all of its calls; closed with this
 * @param release of the daemon, as far as it can be told; may block
 * @param payer of training
 * @param payments of the service's own methods
 * @param daemonCalls of the daemon's own methods that cost nothing
 * @param executor may block; has no bound
 * @param callDeadline for calls that bring none
 * @param listener may not throw
 * @param reusableAuthorizations whether the reads that allow it share one authorization
 */
public record ServiceParts(
        Replicas daemon,
        Supplier<Optional<DaemonRelease>> release,
        PerCall payer,
        ServiceCalls payments,
        ControlCalls daemonCalls,
        Pricing pricing,
        Executor executor,
        Duration callDeadline,
        SnetListener listener,
        boolean reusableAuthorizations)
        implements AutoCloseable {
    /** Ends what its calls wait for, then its connections. */
    @Override
    public void close() {
        payer.scope().close();
        daemon.close();
        payments.close();
    }
}
