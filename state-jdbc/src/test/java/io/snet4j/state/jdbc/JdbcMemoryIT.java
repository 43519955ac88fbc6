package io.snet4j.state.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.internal.memory.Mark;
import io.snet4j.internal.memory.Memory;
import io.snet4j.internal.memory.MemoryContractTest;
import io.snet4j.internal.memory.MemorySource;
import io.snet4j.internal.memory.ModelKey;
import io.snet4j.internal.memory.ModelPayment;
import io.snet4j.internal.memory.ServiceKey;
import io.snet4j.testing.FakeChain;
import io.snet4j.value.Address;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What clients remember that share a database. Each test has tables of its own. */
class JdbcMemoryIT extends MemoryContractTest {
    private static final ChannelId CHANNEL = ChannelId.of(7);

    private final String url;

    JdbcMemoryIT() throws SQLException {
        url = TestPostgres.shared().freshSchema();
    }

    @Override
    protected Memory open() {
        return of(1, PAYER);
    }

    static ServiceKey anyService() {
        return SERVICE;
    }

    private Memory of(long chain, Address payer) {
        return MemorySource.of(JdbcState.of(TestPostgres.connect(url))).open(chain, FakeChain.ESCROW, payer);
    }

    @Test
    void itOutlivesTheProcess() {
        assertThat(open().outlivesProcess()).isTrue();
    }

    @Test
    void payersAndChainsDoNotSeeEachOther() throws IOException {
        Memory own = of(1, PAYER);
        own.raise(CHANNEL, kept -> new TreeMap<>(Map.of(ChannelNonce.ZERO, new Mark(Cogs.of(5), Cogs.ZERO))));
        own.ban(SERVICE, "it lied");

        for (Memory foreign : new Memory[] {of(2, PAYER), of(1, FakeChain.ESCROW)}) {
            assertThat(foreign.marks(CHANNEL)).isEmpty();
            assertThat(foreign.ban(SERVICE)).isEmpty();
        }
        assertThat(of(1, PAYER).marks(CHANNEL)).hasSize(1);
    }

    // Guard: PrepaidTable.BEGIN takes a turn whose time has passed.
    @Test
    void theTurnToBuyOfAClientThatIsGoneIsOver() throws Exception {
        Memory gone = MemorySource.of(JdbcState.of(
                        TestPostgres.connect(url), JdbcState.DEFAULT_TIMEOUT, Duration.ofMillis(300), System::nanoTime))
                .open(1, FakeChain.ESCROW, PAYER);
        assertThat(gone.beginBuying(SERVICE, "1@1 a")).isTrue();
        assertThat(open().beginBuying(SERVICE, "1@1 b")).isFalse();

        gone.close();

        while (!open().beginBuying(SERVICE, "1@1 b")) {
            Thread.sleep(50);
        }
        assertThat(gone.beginBuying(SERVICE, "1@1 a")).isFalse();
    }

    /** The largest of the contract's numbers, and texts that no column of PostgreSQL takes. */
    @Test
    void whateverStrangersNameIsKept() throws IOException {
        String anything = "\u0000'; drop table snet4j_mark; -- \ud800 ü" + "long ".repeat(2000);
        ServiceKey service = new ServiceKey(anything, anything, SERVICE.groupId());
        ModelKey model = new ModelKey(service, anything);
        ModelPayment payment = modelPayment(service, anything, 5);
        Memory memory = open();

        memory.ban(service, anything);
        memory.signed(model, payment);

        assertThat(memory.ban(service)).isPresent();
        assertThat(memory.ban(new ServiceKey(anything, "", SERVICE.groupId()))).isEmpty();
        assertThat(memory.lastPayment(model)).contains(payment);
        assertThat(memory.lastPayments(service)).containsOnlyKeys(model);
    }

    @Test
    void theLargestNumbersAreKept() throws IOException {
        ChannelId channel = ChannelId.parse("1" + "0".repeat(77));
        Mark mark = new Mark(Cogs.parse("1" + "0".repeat(77)), Cogs.of(1));
        Memory memory = open();

        memory.raise(channel, kept -> new TreeMap<>(Map.of(ChannelNonce.parse("9" + "0".repeat(76)), mark)));

        assertThat(memory.marks(channel)).containsValue(mark);
    }

    @Test
    void theOldestModelsAreForgotten() throws Exception {
        Memory memory = open();
        ModelKey first = new ModelKey(SERVICE, "first");
        memory.signed(first, modelPayment(SERVICE, "first", 5));
        TestTables.fillModels(url, Memory.MOST_MODELS - 1);
        assertThat(memory.lastPayment(first)).isPresent();

        memory.signed(new ModelKey(SERVICE, "last"), modelPayment(SERVICE, "last", 5));

        assertThat(memory.lastPayment(first)).isEmpty();
        assertThat(memory.lastPayment(new ModelKey(SERVICE, "last"))).isPresent();
    }
}
