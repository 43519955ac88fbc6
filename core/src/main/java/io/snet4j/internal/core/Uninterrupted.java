package io.snet4j.internal.core;

/** For waits that are short and must be. */
public final class Uninterrupted {
    private Uninterrupted() {}

    /** Waits for its end; an interrupt is kept for later. */
    public static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
