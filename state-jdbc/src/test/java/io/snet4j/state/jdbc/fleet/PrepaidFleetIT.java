package io.snet4j.state.jdbc.fleet;

import static io.snet4j.junit.SnetAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.devnet.JournalEntry;
import io.snet4j.devnet.JournalEntry.Call;
import io.snet4j.devnet.daemon.PrepaidUsage;
import io.snet4j.junit.SnetNetwork;
import io.snet4j.junit.TestSession;
import io.snet4j.state.jdbc.JdbcState;
import io.snet4j.state.jdbc.TestPostgres;
import io.snet4j.testing.OtherJvm;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Processes of one account use the batches that one of them bought. They are alone on their network: how often they ask
 * the database is counted, and a call that others' blocks make too old is made again.
 */
@SnetNetwork(network = "prepaid")
class PrepaidFleetIT {
    private static final Cogs CALL = Cogs.ofFet("0.0001");
    private static final Cogs BATCH = CALL.times(100);

    private final String url;
    private final List<Caller> callers = new ArrayList<>();

    PrepaidFleetIT() throws SQLException {
        url = TestPostgres.shared().freshSchema();
    }

    @AfterEach
    void endAll() {
        callers.forEach(caller -> caller.process.destroyForcibly());
    }

    /** A process that was started and may be told what to do. */
    private record Caller(Process process) {
        /** @return how often it asked the database */
        int call(int calls) throws IOException {
            process.getOutputStream().write((calls + "\n").getBytes());
            process.getOutputStream().flush();
            String said = String.valueOf(process.inputReader().readLine());
            assertThat(said).startsWith("served, asked ");
            return Integer.parseInt(said.substring("served, asked ".length()));
        }

        void close() throws IOException, InterruptedException {
            process.getOutputStream().close();
            assertThat(process.inputReader().readLine()).isEqualTo("closed");
            assertThat(process.waitFor()).isZero();
        }
    }

    private Caller start(TestSession session) throws IOException {
        Process process = OtherJvm.tell(
                OtherJvm.quick(PrepaidCaller.class),
                io.snet4j.state.jdbc.fleet.Caller.line(
                        new TreeMap<>(session.account().settings())),
                url,
                session.connection().orgId() + "/" + session.connection().serviceId(),
                BATCH.value().toString());
        Caller caller = new Caller(process);
        callers.add(caller);
        return caller;
    }

    private ChannelId openChannel(TestSession session) {
        try (SnetClient client = session.newClient()
                        .state(JdbcState.of(TestPostgres.connect(url)))
                        .build();
                ServiceClient service = session.open(client)) {
            service.payments().openChannel(BATCH.times(10));
            return client.account().channels().stream()
                    .map(channel -> channel.onChain().id())
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static PrepaidUsage usage(TestSession session, ChannelId channel) {
        return session.service().daemon().store().prepaid(channel).orElseThrow();
    }

    private static List<Call> calls(TestSession session, String method) {
        List<JournalEntry> journal = session.journal();
        return journal.stream()
                .filter(Call.class::isInstance)
                .map(Call.class::cast)
                .filter(call -> call.method().equals(method))
                .toList();
    }

    private String kept(String column) throws SQLException {
        return TestPostgres.ask(url, "select " + column + "::text from snet4j_prepaid");
    }

    // Guard: PrepaidAccount.takePortion takes more than one call's price, and PrepaidPurchase.provide takes a portion
    // of what others bought before it buys.
    @Test
    void whatOneProcessBoughtServesTheOther(TestSession session) throws Exception {
        ChannelId channel = openChannel(session);
        Caller one = start(session);
        Caller other = start(session);

        one.call(20);
        other.call(20);
        // 11 calls are left of its portions: it takes one more.
        assertThat(one.call(20)).isLessThanOrEqualTo(2);

        assertThat(session).hasChannels(1).hasSigned(BATCH);
        assertThat(usage(session, channel)).isEqualTo(new PrepaidUsage(BATCH, CALL.times(60), Cogs.ZERO));

        one.close();
        other.close();
        assertThat(kept("planned")).isEqualTo(BATCH.value().toString());
        assertThat(kept("used")).isEqualTo(CALL.times(60).value().toString());

        Caller third = start(session);
        third.call(40);
        assertThat(session).hasSigned(BATCH);
        assertThat(usage(session, channel).used()).isEqualTo(BATCH);
        third.call(1);
        assertThat(session).hasChannels(1).hasSigned(BATCH.times(2));
        session.claim();
        assertThat(session).hasClaimed(BATCH.times(2));
    }

    @Test
    void whoIsKilledTakesItsPortionWithItAndNoMore(TestSession session) throws Exception {
        ChannelId channel = openChannel(session);
        Caller one = start(session);
        Caller other = start(session);
        one.call(20);
        other.call(5);

        OtherJvm.kill(one.process);

        // 31 of the batch were taken by the one that is gone, 7 by the other one.
        assertThat(kept("used")).isEqualTo(CALL.times(31 + 7).value().toString());
        other.call(2 + 62);
        assertThat(session).hasSigned(BATCH);
        assertThat(kept("used")).isEqualTo(BATCH.value().toString());
        other.call(4);
        assertThat(session).hasChannels(1).hasSigned(BATCH.times(2));
        assertThat(usage(session, channel).planned()).isEqualTo(BATCH.times(2));
        assertThat(usage(session, channel).used()).isEqualTo(CALL.times(20 + 5 + 64 + 4));
    }

    // Guard: TokenBook.lost, and Purses.add, which leaves what is left of an older generation.
    @Test
    void whatTheDaemonForgotIsNobodysAnyMore(TestSession session) throws Exception {
        ChannelId channel = openChannel(session);
        Caller one = start(session);
        Caller other = start(session);
        one.call(3);
        other.call(3);

        session.service().stopDaemon();
        session.service().startForgetfulDaemon();
        one.call(10);
        other.call(10);

        assertThat(usage(session, channel).planned()).isEqualTo(BATCH);
        assertThat(usage(session, channel).used()).isEqualTo(CALL.times(20));
        assertThat(kept("(used < planned)")).isEqualTo("true");
    }
}
