package io.snet4j.internal.transport;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at daemons, a few at a time, and at none twice in one go. Thread-safe. */
final class HealthRounds<T> {
    private static final Logger LOG = LoggerFactory.getLogger(HealthRounds.class);

    /** However many daemons a stranger's metadata names. */
    private static final int AT_A_TIME = 4;

    private final Executor executor;
    private final Consumer<T> look;
    private final Set<T> waiting = new LinkedHashSet<>();
    private int looking;

    /**
     * @param executor may block
     * @param look at one; blocks for a few seconds at most
     */
    HealthRounds(Executor executor, Consumer<T> look) {
        this.executor = executor;
        this.look = look;
    }

    synchronized void add(Iterable<T> those) {
        those.forEach(waiting::add);
        while (looking < AT_A_TIME && !waiting.isEmpty()) {
            T first = takeFirst().orElseThrow();
            try {
                executor.execute(() -> lookOn(first));
                looking++;
            } catch (RejectedExecutionException e) {
                LOG.debug("the client is closed");
                waiting.clear();
                return;
            }
        }
    }

    private void lookOn(T first) {
        Optional<T> next = Optional.of(first);
        try {
            while (next.isPresent()) {
                look.accept(next.get());
                next = takeNext();
            }
        } catch (RuntimeException | Error e) {
            ended();
            throw e;
        }
    }

    private synchronized void ended() {
        looking--;
    }

    private synchronized Optional<T> takeNext() {
        Optional<T> next = takeFirst();
        if (next.isEmpty()) {
            looking--;
        }
        return next;
    }

    private Optional<T> takeFirst() {
        Optional<T> first = waiting.stream().findFirst();
        first.ifPresent(waiting::remove);
        return first;
    }
}
