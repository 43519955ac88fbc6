package io.snet4j.state.jdbc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.internal.memory.Memory;
import io.snet4j.internal.memory.MemorySource;
import io.snet4j.testing.FakeChain;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** One client at a time sends the account's transactions, whatever becomes of the one before. */
class SenderTurnIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration LIFE = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofMinutes(10);

    private final String url;

    SenderTurnIT() throws Exception {
        url = TestPostgres.shared().freshSchema();
    }

    private Memory memory(Duration life) {
        return MemorySource.of(JdbcState.of(TestPostgres.connect(url), TIMEOUT, life, System::nanoTime))
                .open(1, FakeChain.ESCROW, FakeChain.ESCROW);
    }

    private SenderTurn untended(String name) {
        Database database = new Database(TestPostgres.connect(url), TIMEOUT);
        return new SenderTurn(database, new PayerRow(database, 1, FakeChain.ESCROW, FakeChain.ESCROW), name, LIFE);
    }

    // Guard: SenderTurn.end, which frees the turn.
    @Test
    void theOthersWaitUntilItIsOver() throws Exception {
        Memory one = memory(LONG);
        Memory other = memory(LONG);
        one.beginSending(LONG);

        assertThatThrownBy(() -> other.beginSending(Duration.ZERO))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another client still sends transactions");
        one.endSending();

        other.beginSending(Duration.ZERO);
        assertThatThrownBy(() -> one.beginSending(Duration.ZERO)).isInstanceOf(IOException.class);
    }

    @Test
    void whoIsGoneIsNotWaitedForLong() throws Exception {
        untended("gone").begin(LONG);

        untended("other").begin(LONG);
    }

    // Guard: SenderTurn.renew.
    @Test
    void whoWaitsForItsTransactionsKeepsTheTurn() throws Exception {
        Memory one = memory(LIFE);
        one.beginSending(LONG);

        assertThatThrownBy(() -> untended("other").begin(LIFE.multipliedBy(3))).isInstanceOf(IOException.class);
        one.endSending();

        untended("other").begin(LONG);
    }
}
