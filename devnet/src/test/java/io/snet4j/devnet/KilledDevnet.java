package io.snet4j.devnet;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** What {@link KillIT} kills: a JVM that starts a network and then waits for ever. */
final class KilledDevnet {
    private KilledDevnet() {}

    public static void main(String[] arguments) throws InterruptedException {
        Anvil anvil = Anvil.start(0, Optional.empty());
        anvil.rpc();
        System.out.println("ready");
        new CountDownLatch(1).await();
    }
}
