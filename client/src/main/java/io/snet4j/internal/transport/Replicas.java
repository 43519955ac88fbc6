package io.snet4j.internal.transport;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.snet4j.errors.PrivateAddressException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.core.ForbiddenAddressException;
import io.snet4j.internal.text.ForeignText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemons of one group as one gRPC channel. Calls go to the same one while it works; a call that could not even be
 * sent goes to the next at once, paid ones too. A call that was sent is never repeated here. Thread-safe.
 */
public final class Replicas extends Channel implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Replicas.class);
    private static final long CLOSE_SECONDS = 5;

    /** How long a failed one is left alone before it is asked how it is. */
    private static final long RECOVERY_NANOS = TimeUnit.SECONDS.toNanos(15);

    private final List<Replica> replicas;
    private final IoThreads io;
    private final HealthCheck health = new HealthCheck();
    private final Executor executor;
    private final HealthRounds<Replica> rounds;
    private final AtomicBoolean used = new AtomicBoolean();
    private volatile int current;
    private volatile long checkedAt;

    /**
     * @param executor may block; has no bound
     * @param io closed with this
     */
    Replicas(List<Replica> replicas, Executor executor, IoThreads io) {
        this.io = io;
        this.executor = executor;
        this.replicas = List.copyOf(replicas);
        this.rounds = new HealthRounds<>(executor, this::lookAt);
    }

    @Override
    public <Q, R> ClientCall<Q, R> newCall(MethodDescriptor<Q, R> method, CallOptions options) {
        if (replicas.size() == 1) {
            CallProbe.tell(options, replicas.get(0).toString());
            return replicas.get(0).newCall(method, options);
        }
        look();
        return new FailoverCall<>(this, method, options);
    }

    @Override
    public String authority() {
        return replicas.get(current).authority();
    }

    /** Of the daemon that is called now; empty if it cannot be told. Blocks. */
    public Supplier<Optional<DaemonRelease>> release() {
        return () -> replicas.get(current).page().get();
    }

    /**
     * What the daemon that is called next says of payment; of those that can be reached, if any can. Done at once if
     * its page was read before, else within some seconds. Fails only if the client is closed, or with a {@link
     * PrivateAddressException} if all of them are where no stranger's link may lead.
     */
    public CompletableFuture<PaymentTerms> terms() {
        return terms(Set.of(), true);
    }

    private CompletableFuture<PaymentTerms> terms(Set<Replica> unreachable, boolean allForbidden) {
        Replica replica = next(unreachable).orElseThrow();
        return replica.page().terms().thenCompose(terms -> {
            Set<Replica> out = new HashSet<>(unreachable);
            out.add(replica);
            boolean forbidden = allForbidden && terms.forbidden().isPresent();
            if (terms.reached() || out.size() == replicas.size()) {
                return forbidden
                        ? CompletableFuture.failedFuture(
                                refused(terms.forbidden().orElseThrow()))
                        : CompletableFuture.completedFuture(terms);
            }
            failed(replica, Status.UNAVAILABLE.withDescription("nobody answers for its heartbeat page"));
            return terms(out, forbidden);
        });
    }

    static PrivateAddressException refused(ForbiddenAddressException e) {
        return new PrivateAddressException("cannot call the daemon: " + e.getMessage(), e, Charge.NONE);
    }

    /** Whether a call that one daemon does not get may go to another. */
    public boolean areSeveral() {
        return replicas.size() > 1;
    }

    /** What the pages say of payment is read again before it is believed again. */
    public void forgetTerms() {
        replicas.forEach(replica -> replica.page().forgetTerms());
    }

    /** Cuts off what is running through this. Blocks for a few seconds at most. */
    @Override
    public void close() {
        replicas.forEach(Replica::end);
        try {
            for (Replica replica : replicas) {
                replica.awaitEnd(CLOSE_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            io.close();
        }
    }

    /** The one to call next; among failed ones the first in turn. Empty if all were tried. */
    Optional<Replica> next(Set<Replica> tried) {
        List<Replica> untried = new ArrayList<>();
        int first = current;
        for (int i = 0; i < replicas.size(); i++) {
            Replica replica = replicas.get((first + i) % replicas.size());
            if (!tried.contains(replica)) {
                untried.add(replica);
            }
        }
        Optional<Replica> good =
                untried.stream().filter(replica -> !replica.isFailed()).findFirst();
        return good.or(() -> untried.stream().findFirst());
    }

    void worked(Replica replica) {
        replica.failed(false);
        if (replicas.get(current).isFailed()) {
            current = replicas.indexOf(replica);
            LOG.info("calls go to the daemon at {} now", replica);
        }
    }

    void failed(Replica replica, Status status) {
        if (!replica.isFailed()) {
            LOG.warn("the daemon at {} does not answer: {}", replica, ForeignText.of(status.toString()));
            // When it is back it may have been set up anew.
            replica.page().forgetTerms();
        }
        replica.failed(true);
        checkedAt = System.nanoTime();
    }

    /** It is slow, or gone. */
    void suspect(Replica replica) {
        rounds.add(List.of(replica));
    }

    /** At first use, and now and then while one is out. */
    private void look() {
        if (used.compareAndSet(false, true)) {
            rounds.add(replicas);
            return;
        }
        List<Replica> out = replicas.stream().filter(Replica::isFailed).toList();
        if (!out.isEmpty() && System.nanoTime() - checkedAt > RECOVERY_NANOS) {
            checkedAt = System.nanoTime();
            rounds.add(out);
        }
    }

    /** How each of them is now, in their order. Blocks for some seconds at most. */
    public List<ReplicaHealth> health() {
        List<CompletableFuture<ReplicaHealth>> all = replicas.stream()
                .map(replica -> CompletableFuture.supplyAsync(() -> healthOf(replica), executor))
                .toList();
        return all.stream().map(CompletableFuture::join).toList();
    }

    private ReplicaHealth healthOf(Replica replica) {
        Optional<String> problem = health.check(replica.freshConnection()).map(Replicas::words);
        return new ReplicaHealth(
                replica.endpoint(), problem.isEmpty() ? replica.page().get() : Optional.empty(), problem);
    }

    /** Netty tells what is wrong in the cause only. */
    private static String words(Status status) {
        String text = Optional.ofNullable(status.getDescription())
                .orElse(status.getCode().name());
        Throwable cause = status.getCause();
        return ForeignText.of(cause == null || cause.getMessage() == null ? text : text + ": " + cause.getMessage());
    }

    private void lookAt(Replica replica) {
        health.check(replica.freshConnection())
                .ifPresentOrElse(status -> failed(replica, status), () -> worked(replica));
    }
}
