package io.snet4j.junit;

import static io.snet4j.junit.SnetAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.snet4j.JsonCall;
import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.errors.NodeUnavailableException;
import io.snet4j.errors.StorageException;
import io.snet4j.observe.Request;
import io.snet4j.observe.SnetListener;
import io.snet4j.training.ModelId;
import io.snet4j.value.Cogs;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A caller's deadline ends what is done before the daemon is called, too, and the one who did not answer is named. */
@SnetNetwork
class DeadlineIT {
    private static final Duration SHORT = Duration.ofSeconds(2);

    /** Each answer is late; the next question, for the files that the node named, would be asked after the deadline. */
    private static SnetListener late() {
        return new SnetListener() {
            @Override
            public void onRequest(Request request) {
                long end = System.nanoTime() + SHORT.toNanos();
                while (System.nanoTime() < end) {
                    LockSupport.parkNanos(end - System.nanoTime());
                }
            }
        };
    }

    // Guard: Deadline.within in DefaultSnetClient.openService; without it each request has the whole time.
    @Test
    void openingAServiceIsOneDeadlineForAllRequests(TestSession session) {
        try (SnetClient client =
                session.newClient().callDeadline(SHORT).listener(late()).build()) {
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> session.open(client))
                    .withMessageContaining(session.faults().storage().uri().toString())
                    .withMessageContaining("it was not asked, because the deadline had passed");
            assertThat(client.requests().total(Request.Kind.CHAIN)).isOne();
            assertThat(client.requests().total(Request.Kind.STORAGE)).isZero();
        }
        assertThat(session).hasSigned(Cogs.ZERO);
    }

    // Guard: the deadline of JsonCalls.protos; without it the request has 30 seconds of its own.
    @Test
    void aCallThatHasToReadTheApiFirstKeepsItsDeadline(TestSession session) {
        ServiceClient service = session.open();
        session.faults().storage().silence();
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> service.call(JsonCall.of("ask", "{}").deadline(SHORT)))
                .withMessageContaining(session.faults().storage().uri().toString())
                .withMessageContaining("which the deadline left for it");
        assertThat(session).hasSigned(Cogs.ZERO);
    }

    // Guard: the deadline around what TrainingCalls signs; without it the node has 30 seconds for each request.
    @Test
    void aPriceThatIsAskedForKeepsItsDeadlineWhereTheNodeSaysNothing(TestSession session) {
        ServiceClient service = session.open();
        session.faults().node().silence();
        assertThatExceptionOfType(NodeUnavailableException.class)
                .isThrownBy(() -> service.training().withDeadline(SHORT).trainModelPrice(new ModelId("1")))
                .withMessageContaining("node did not name its latest block before the deadline passed");
        assertThat(session).hasSigned(Cogs.ZERO);
    }
}
