package io.snet4j.explore;

import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** A thread with a quarter of the usual stack, and less than that: where depth shows first. */
public final class SmallStack {
    /** A JVM takes its own least size for the smallest of these. */
    public static final int[] SIZES = {1 << 10, 192 << 10, 256 << 10};

    private SmallStack() {}

    /** @throws java.util.concurrent.ExecutionException with what the task threw */
    public static void run(int bytes, Runnable task) throws Exception {
        FutureTask<Void> result = new FutureTask<>(() -> {
            task.run();
            return null;
        });
        new Thread(null, result, "small-stack", bytes).start();
        result.get(10, TimeUnit.MINUTES);
    }
}
