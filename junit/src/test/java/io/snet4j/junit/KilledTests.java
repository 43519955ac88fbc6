package io.snet4j.junit;

import io.snet4j.devnet.DevnetConnection;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** What {@link KillIT} kills: a JVM whose tests use the kit. It prints the ports that it listens at. */
final class KilledTests {
    private KilledTests() {}

    public static void main(String[] arguments) throws InterruptedException {
        TestSession session =
                TestNetwork.shared().session(new ScriptedProvider()).start();
        session.open().call("ask", "{}");
        DevnetConnection net = session.service().connection();
        for (URI listening : List.of(
                net.rpcUrl(),
                net.ipfsUrl(),
                net.serviceUrl(),
                session.service().daemon().uri(),
                session.faults().daemon().uri(),
                session.faults().node().uri(),
                session.faults().storage().uri())) {
            System.out.println(listening.getPort());
        }
        System.out.println("ready");
        new CountDownLatch(1).await();
    }
}
