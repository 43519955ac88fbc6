package io.snet4j.provider;

import io.snet4j.errors.SnetException;
import io.snet4j.internal.core.Uninterrupted;
import io.snet4j.internal.listen.ListenerGuard;
import io.snet4j.internal.text.ForeignFailure;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Wei;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims by itself what a provider earned. It looks at the daemon's payments again and again, and claims those of a
 * channel once they reach an amount, once they are older than an age, or once the channel expires soon; all of them
 * once they reach an amount together. Claims that were interrupted, by a kill for one, are finished first. While gas is
 * dearer than {@link ClaimSchedulerBuilder#maxGasPrice} nothing is claimed but what expires soon. Fees stay within the
 * {@link io.snet4j.chain.FeeLimit} of the {@link ProviderClaims} in any case; its {@code total} holds for as long as
 * those live, so give it room.
 *
 * <p>One claim is made at a time. Have one scheduler for a daemon, and claim in no other way meanwhile but by
 * {@link #claimNow}. Thread-safe.
 *
 * @since 0.1.0
 */
public final class ClaimScheduler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClaimScheduler.class);

    /** Longer pauses would miss an expiration. */
    private static final int MOST_INTERVALS = 8;

    private final ProviderClaims claims;
    private final ClaimRules rules;
    private final Duration interval;
    private final ProviderListener listener;
    private final Clock clock;
    private final ClaimPause pause;
    private final ReentrantLock claiming = new ReentrantLock(true);
    private final ClaimAges ages = new ClaimAges();
    private volatile boolean closed;
    private @Nullable Thread thread;

    ClaimScheduler(
            ProviderClaims claims,
            ClaimRules rules,
            Duration interval,
            ProviderListener listener,
            Clock clock,
            ClaimPause pause) {
        this.claims = claims;
        this.rules = rules;
        this.interval = interval;
        this.listener = listener;
        this.clock = clock;
        this.pause = pause;
    }

    /** @param claims stays the caller's, who closes it after the scheduler */
    public static ClaimSchedulerBuilder builder(ProviderClaims claims) {
        return new ClaimSchedulerBuilder(claims);
    }

    /**
     * Begins to look, on a thread of its own: at once, and again an interval after each look. After a look that failed
     * the pause is two intervals, then four, then eight, until one succeeds. What fails is logged and told to the
     * listener.
     *
     * @throws IllegalStateException if it was started or closed
     */
    public synchronized void start() {
        requireOpen();
        if (thread != null) {
            throw new IllegalStateException("the scheduler was started already");
        }
        thread = new Thread(this::run, "snet4j-claims");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * One look, as {@link #start} makes them: for those who have a schedule of their own. Blocks on daemon and chain.
     *
     * @return what was claimed, which is nothing if nothing is due or gas is too dear
     * @throws SnetException as {@link ProviderClaims#claimAll} does
     * @throws IllegalStateException once closed
     */
    public ClaimReport look() {
        return alone(this::claimDue);
    }

    /**
     * Claims all there is, whatever the rules and the price of gas say. Waits for a claim that is under way. Blocks on
     * daemon and chain.
     *
     * @throws SnetException as {@link ProviderClaims#claimAll} does
     * @throws IllegalStateException once closed
     */
    public ClaimReport claimNow() {
        return alone(() -> claims.run(every -> true, this::tell).all());
    }

    /** Waits for the claim that is under way, and begins no other. Closing twice is as good as once. */
    @Override
    public void close() {
        closed = true;
        pause.end();
        if (claiming.isHeldByCurrentThread()) {
            // A listener that closes would wait for itself.
            return;
        }
        claiming.lock();
        claiming.unlock();
        Thread running;
        synchronized (this) {
            running = thread;
        }
        if (running != null) {
            Uninterrupted.join(running);
        }
    }

    private interface Claiming {
        ClaimReport claim();
    }

    private ClaimReport alone(Claiming work) {
        claiming.lock();
        try {
            requireOpen();
            ClaimReport report = work.claim();
            report.failures().forEach((channel, failure) -> tell(Optional.of(channel), failure));
            return report;
        } catch (SnetException e) {
            tell(Optional.empty(), e);
            throw e;
        } finally {
            claiming.unlock();
        }
    }

    private ClaimReport claimDue() {
        ClaimRun chain = run(Set.of());
        List<UnclaimedPayment> interrupted = chain.stillDue(claims.listInProgress());
        List<UnclaimedPayment> unclaimed = claims.listUnclaimed();
        ages.see(unclaimed, clock.instant());
        BlockNumber now = claims.chain().blockNumber();
        List<UnclaimedPayment> perhaps = rules.due(unclaimed, now, ages::of);
        // Daemons go on listing what is not to be had any more.
        List<UnclaimedPayment> due = rules.due(chain.stillDue(perhaps), now, ages::of);
        if (interrupted.isEmpty() && due.isEmpty()) {
            return new ClaimReport(List.of(), Map.of());
        }
        Wei price = claims.chain().maxFeePerGas();
        Function<List<UnclaimedPayment>, Set<ChannelId>> affordable =
                some -> rules.affordable(some, now, price).stream()
                        .map(UnclaimedPayment::channelId)
                        .collect(Collectors.toSet());
        ClaimReport finished = run(affordable.apply(interrupted)).resume();
        Set<ChannelId> next = affordable.apply(due);
        return next.isEmpty() ? finished : both(finished, run(next).all());
    }

    private ClaimRun run(Set<ChannelId> channels) {
        return claims.run(channels::contains, this::tell);
    }

    private static ClaimReport both(ClaimReport first, ClaimReport second) {
        List<Claim> made = new ArrayList<>(first.claims());
        made.addAll(second.claims());
        Map<ChannelId, SnetException> failures = new HashMap<>(first.failures());
        failures.putAll(second.failures());
        return new ClaimReport(made, failures);
    }

    private void run() {
        int failures = 0;
        while (!closed) {
            try {
                look().failures()
                        .forEach((channel, failure) ->
                                LOG.warn("channel {} cannot be claimed", channel, ForeignFailure.printable(failure)));
                failures = 0;
            } catch (RuntimeException e) {
                if (closed) {
                    return;
                }
                failures++;
                LOG.warn("nothing could be claimed; it is tried again", ForeignFailure.printable(e));
            }
            pause.await(interval.multipliedBy(Math.min(MOST_INTERVALS, 1L << Math.min(failures, MOST_INTERVALS))));
        }
    }

    private void tell(Claim claim) {
        ListenerGuard.tell(LOG, "a listener of the provider", () -> listener.onClaimed(claim));
    }

    private void tell(Optional<ChannelId> channel, SnetException failure) {
        ListenerGuard.tell(LOG, "a listener of the provider", () -> listener.onClaimFailed(channel, failure));
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the scheduler of claims is closed");
        }
    }
}
