package io.snet4j.live;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** A program that its test kills where it stopped, and that ends with its test in any case. */
public final class UntilKilled {
    private UntilKilled() {}

    public static void stop() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public static void endWith(BufferedReader in) {
        Thread watch = new Thread(() -> {
            try {
                while (in.readLine() != null) {
                    Thread.onSpinWait();
                }
            } catch (IOException e) {
                // The end as well.
            }
            Runtime.getRuntime().halt(3);
        });
        watch.setDaemon(true);
        watch.start();
    }
}
