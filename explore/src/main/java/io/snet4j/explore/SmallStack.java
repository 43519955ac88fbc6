package io.snet4j.explore;

import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Threads with a quarter of the usual stack, and less: where depth shows first. */
public final class SmallStack {
    /** A JVM takes its own least size for the smallest of these. */
    public static final int[] SIZES = {1 << 10, 192 << 10, 256 << 10};

    private SmallStack() {}

    /**
     * Runs a task twice: on the caller's stack, because a class that is first loaded where the stack ends is lost for
     * the whole JVM, and then on a small one.
     *
     * @return what the task threw there
     */
    public static Optional<Throwable> run(int bytes, Runnable task) throws Exception {
        thrownBy(task);
        FutureTask<Optional<Throwable>> result = new FutureTask<>(() -> thrownBy(task));
        new Thread(null, result, "small-stack", bytes).start();
        return result.get(10, TimeUnit.MINUTES);
    }

    private static Optional<Throwable> thrownBy(Runnable task) {
        try {
            task.run();
            return Optional.empty();
        } catch (Throwable e) {
            return Optional.of(e);
        }
    }
}
