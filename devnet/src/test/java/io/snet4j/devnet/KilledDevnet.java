package io.snet4j.devnet;

import java.util.concurrent.CountDownLatch;

/** What {@link KillIT} kills: a JVM that starts a network and then waits for ever. */
final class KilledDevnet {
    private KilledDevnet() {}

    public static void main(String[] arguments) throws InterruptedException {
        long start = System.nanoTime();
        Devnet.builder().service(new IdleService()).start();
        System.out.println("ready after " + (System.nanoTime() - start) / 1_000_000 + " ms");
        new CountDownLatch(1).await();
    }
}
