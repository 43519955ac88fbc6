package io.snet4j.provider;

import io.snet4j.provider.model.ModelStatus;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Who works on one model. Each step that takes time gets a number, and only the latest may report. Not thread-safe:
 * {@link ManagedModel} has the lock.
 */
final class Turns {
    /** Of the turns that have their thread, and what became of the model by each. */
    private final Map<Long, ModelStatus> outcomes = new HashMap<>();

    private long latest;
    private @Nullable Work work;
    private long touched = System.nanoTime();

    /** @param latest the highest number that was given before */
    Turns(long latest) {
        this.latest = latest;
    }

    /** What is going on, and how it is stopped: outside of the lock, because whoever works may wait for it. */
    record Work(boolean receiving, Consumer<String> cancel) {
        void stop(String why) {
            cancel.accept(why);
        }
    }

    boolean isLatest(long turn) {
        return turn == latest;
    }

    long next() {
        return latest + 1;
    }

    Optional<Work> work() {
        return Optional.ofNullable(work);
    }

    /** A dataset is being received. Gives the turn's number. */
    long receive(Consumer<String> cancel) {
        work = new Work(true, cancel);
        return ++latest;
    }

    /**
     * Work begins in the background, if it can be kept. It waits for the model's lock before it does anything; if it
     * could not be kept, it finds that its turn never came.
     *
     * @param turn the next one, or the latest, which goes on with what it received
     */
    void begin(long turn, LongFunction<Future<?>> start, Runnable keep) {
        Future<?> future = start.apply(turn);
        try {
            keep.run();
        } catch (RuntimeException e) {
            future.cancel(true);
            throw e;
        }
        latest = turn;
        work = new Work(false, why -> future.cancel(true));
    }

    void started(long turn, ModelStatus status) {
        outcomes.put(turn, status);
    }

    /** The thread of this turn is done with it. Empty if others go on with it. */
    Optional<ModelStatus> outcome(long turn) {
        return Optional.ofNullable(outcomes.remove(turn));
    }

    /** The latest turn has reported; nothing goes on. */
    void rest(ModelStatus became) {
        outcomes.replace(latest, became);
        work = null;
        touched = System.nanoTime();
    }

    /** The latest turn may not report any more. Gives what was going on. */
    Optional<Work> end(ModelStatus became) {
        Optional<Work> ended = work();
        rest(became);
        latest++;
        return ended;
    }

    /** As {@link #end}, for work that another process will go on with: nothing came of it yet. */
    Optional<Work> park() {
        Optional<Work> parked = work();
        latest++;
        work = null;
        return parked;
    }

    /** Whether nothing went on for so long. */
    boolean isRestingFor(Duration time) {
        return work == null && Duration.ofNanos(System.nanoTime() - touched).compareTo(time) >= 0;
    }
}
