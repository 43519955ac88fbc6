package io.snet4j.provider;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waiting between looks for what is to be claimed. Thread-safe. */
interface ClaimPause {
    /** Returns early once it has ended. */
    void await(Duration time);

    /** Nobody waits any more. */
    void end();

    /** By the clock of the machine. */
    static ClaimPause real() {
        CountDownLatch ended = new CountDownLatch(1);
        return new ClaimPause() {
            @Override
            public void await(Duration time) {
                try {
                    ended.await(time.toMillis(), TimeUnit.MILLISECONDS);
                } catch (InterruptedException e) {
                    // Nobody else has this thread; it ends by end().
                }
            }

            @Override
            public void end() {
                ended.countDown();
            }
        };
    }
}
