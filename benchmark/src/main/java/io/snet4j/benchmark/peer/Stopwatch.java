package io.snet4j.benchmark.peer;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Does something a number of times. */
final class Stopwatch {
    private static final double NANOS_OF_A_MILLI = 1e6;

    private Stopwatch() {}

    /** One after the other, with the number from 0 on. */
    @FunctionalInterface
    interface Work {
        void run(int number);
    }

    static double[] times(int times, Duration pause, Work work) {
        double[] all = new double[times];
        for (int i = 0; i < times; i++) {
            long resumed = System.nanoTime() + pause.toNanos();
            while (System.nanoTime() < resumed) {
                LockSupport.parkNanos(resumed - System.nanoTime());
            }
            long start = System.nanoTime();
            work.run(i);
            all[i] = (System.nanoTime() - start) / NANOS_OF_A_MILLI;
        }
        return all;
    }
}
