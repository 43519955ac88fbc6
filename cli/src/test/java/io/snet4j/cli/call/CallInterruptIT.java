package io.snet4j.cli.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.cli.Child;
import io.snet4j.junit.TestNetwork;
import io.snet4j.junit.TestSession;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C while a service works. */
class CallInterruptIT {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);

    private String wait(String line) {
        asked.countDown();
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return line;
    }

    @Test
    void theCallIsCancelledAndItIsSaidWhatItCost(@TempDir Path folder) throws Exception {
        try (TestSession session = TestNetwork.shared()
                        .session(ChatService.provider(this::wait))
                        .start();
                var child = Child.start(
                        folder,
                        session.account().settings(),
                        List.of(
                                "call",
                                session.service().connection().orgId(),
                                "conversation",
                                "say",
                                "{}",
                                "--yes"))) {
            assertThat(asked.await(5, TimeUnit.MINUTES)).as(child::err).isTrue();

            child.signal("INT");

            assertThat(child.exitCode()).isEqualTo(130);
            assertThat(child.readAll()).isEmpty();
            assertThat(child.err()).contains("snet4j: cancelled; nothing was paid");
        } finally {
            over.countDown();
        }
    }
}
