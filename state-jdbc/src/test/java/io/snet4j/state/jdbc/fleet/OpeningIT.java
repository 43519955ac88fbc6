package io.snet4j.state.jdbc.fleet;

import static io.snet4j.junit.SnetAssertions.assertThat;

import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.junit.SnetNetwork;
import io.snet4j.junit.TestSession;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.state.jdbc.JdbcState;
import io.snet4j.state.jdbc.TestPostgres;
import io.snet4j.value.Cogs;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Clients that begin at the same time, where there is no channel yet. */
@SnetNetwork
class OpeningIT {
    private static final Cogs CALL = Cogs.ofFet("0.0001");
    private static final int CLIENTS = 4;

    /** More than anybody asks before it waits for its turn to send transactions. */
    private static final int WAITS = 15;

    // Guards: ChannelFunding.open, which looks again when it is its turn, and ChannelPlacing.takeNew, which waits for
    // the new one.
    @Test
    void whoeverWaitsWhileAnotherOneOpensAChannelOpensNone(TestSession session) throws Exception {
        String url = TestPostgres.shared().freshSchema();
        List<AtomicInteger> asked = new ArrayList<>();
        List<SnetClient> clients = new ArrayList<>();
        List<ServiceClient> services = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            asked.add(new AtomicInteger());
            clients.add(session.newClient()
                    .spendingLimit(SpendingLimit.builder()
                            .channelDeposit(CALL.times(100))
                            .build())
                    .state(JdbcState.of(TestPostgres.counted(TestPostgres.connect(url), asked.get(i))))
                    .build());
            services.add(session.open(clients.get(i)));
        }
        TestPostgres.ask(
                url,
                "update snet4j_payer set sender = 'another program',"
                        + " sender_until = clock_timestamp() + interval '1 hour' returning id::text");
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int number = i;
                calls.add(threads.submit(() -> {
                    services.get(number).call("ask", "{\"text\": \"hello\"}");
                    services.get(number).close();
                    clients.get(number).close();
                }));
            }
            for (AtomicInteger count : asked) {
                while (count.get() < WAITS) {
                    Thread.sleep(20);
                }
            }
            TestPostgres.ask(url, "update snet4j_payer set sender_until = clock_timestamp() returning id::text");
            for (Future<?> call : calls) {
                call.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(session).hasChannels(1).hasSigned(CALL.times(CLIENTS));
    }
}
