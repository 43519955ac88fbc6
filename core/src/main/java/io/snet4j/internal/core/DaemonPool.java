package io.snet4j.internal.core;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Pools with as many threads as block at a time, gone soon after, never in the way of the JVM's end. */
public final class DaemonPool {
    private static final long IDLE_SECONDS = 5;

    private DaemonPool() {}

    /**
     * @param prefix of the threads' names
     * @param count of threads that were named so, by any pool
     */
    public static ExecutorService start(String prefix, AtomicInteger count) {
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, prefix + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }
}
