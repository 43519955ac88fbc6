package io.snet4j.junit.fault;

import io.snet4j.SnetClient;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.errors.StorageException;
import io.snet4j.junit.TestSession;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class StorageFaultsIT extends FaultCase {
    @Test
    @Seen(fault = "storage down", by = "session.faults().storage().down()", as = StorageException.class)
    void storageThatIsDownIsNamed(TestSession session) {
        session.faults().storage().down();
        isNamed(session);
    }

    @Test
    @Seen(fault = "storage silent", by = "session.faults().storage().silence()", as = StorageException.class)
    void storageThatSaysNothingIsNamed(TestSession session) {
        session.faults().storage().silence();
        isNamed(session);
    }

    @Test
    @Seen(
            fault = "storage gives something else",
            by = "session.faults().storage().givesWrongContent()",
            as = StorageException.class)
    void contentThatIsNotWhatItsNameSaysIsNotBelieved(TestSession session) {
        session.faults().storage().givesWrongContent();
        isNamed(session);
    }

    @Test
    @Seen(
            fault = "storage slow",
            by = "session.faults().storage().delay(",
            as = Seen.Nothing.class,
            charge = Charge.CHARGED)
    void storageThatIsSlowIsWaitedFor(TestSession session) {
        session.faults().storage().delay(Duration.ofDays(1));
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> call(session.open()));
        isStillUnderWay(waiting);

        session.faults().heal();
        notSeen(waiting::join);
        isWhole(session, 2);
    }

    /** Nothing is paid where a service cannot be opened. */
    private void isNamed(TestSession session) {
        try (SnetClient client = session.newClient().callDeadline(SHORT).build()) {
            seen(() -> session.open(client));
        }

        session.faults().heal();
        isWhole(session, 1);
    }
}
