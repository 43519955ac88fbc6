package io.snet4j.internal.loop;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** A lock that is handed on in the order of arrival. Whoever waits for it needs no thread. */
public final class FairQueue {
    private final Deque<CompletableFuture<Lease>> waiting = new ArrayDeque<>();
    private boolean taken;

    /**
     * @return completed when it is the caller's turn, perhaps on the thread of the one before. Cancelling it leaves the
     *     queue
     */
    public CompletableFuture<Lease> enter() {
        CompletableFuture<Lease> ticket = new CompletableFuture<>();
        synchronized (this) {
            if (taken) {
                waiting.add(ticket);
            } else {
                taken = true;
                ticket.complete(new Lease());
            }
        }
        ticket.whenComplete((lease, failure) -> {
            if (failure != null) {
                leave(ticket);
            }
        });
        return ticket;
    }

    /** How many hold it or wait for it. */
    public synchronized int length() {
        return waiting.size() + (taken ? 1 : 0);
    }

    private synchronized void leave(CompletableFuture<Lease> ticket) {
        waiting.remove(ticket);
    }

    private void handOn() {
        Optional<CompletableFuture<Lease>> next = next();
        while (next.isPresent() && !next.get().complete(new Lease())) {
            next = next();
        }
    }

    private synchronized Optional<CompletableFuture<Lease>> next() {
        Optional<CompletableFuture<Lease>> next = Optional.ofNullable(waiting.poll());
        taken = next.isPresent();
        return next;
    }

    /** The right to go; closing it hands it on, once. */
    public final class Lease implements AutoCloseable {
        private final AtomicBoolean closed = new AtomicBoolean();

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                handOn();
            }
        }
    }
}
