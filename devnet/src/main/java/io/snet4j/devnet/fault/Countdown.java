package io.snet4j.devnet.fault;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Completes when something of one name has happened so many times. */
record Countdown(String name, AtomicInteger left, CompletableFuture<Void> done) {
    /** @throws IllegalArgumentException for fewer than one time */
    static CompletableFuture<Void> begin(List<Countdown> all, String name, int times) {
        if (times < 1) {
            throw new IllegalArgumentException("times must be 1 or more, not " + times);
        }
        Countdown next = new Countdown(name, new AtomicInteger(times), new CompletableFuture<>());
        all.add(next);
        return next.done;
    }

    /** Says that it happened once more. */
    static void tell(List<Countdown> all, String name) {
        for (Countdown countdown : all) {
            if (countdown.name.equals(name) && countdown.left.decrementAndGet() == 0) {
                all.remove(countdown);
                countdown.done.complete(null);
            }
        }
    }
}
