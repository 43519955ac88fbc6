package io.snet4j.state.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.internal.memory.Mark;
import io.snet4j.internal.memory.Memory;
import io.snet4j.internal.memory.MemorySource;
import io.snet4j.testing.FakeChain;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Who stands still with a channel in hand, and a database that is away. */
class StorePausesIT {
    private static final ChannelId CHANNEL = ChannelId.of(7);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private static Memory memory(DataSource pool) {
        return MemorySource.of(JdbcState.of(pool, TIMEOUT)).open(1, FakeChain.ESCROW, FakeChain.ESCROW);
    }

    private static NavigableMap<ChannelNonce, Mark> signed(long amount) {
        return new TreeMap<>(Map.of(ChannelNonce.ZERO, new Mark(Cogs.of(amount), Cogs.ZERO)));
    }

    // Guard: idle_in_transaction_session_timeout in Database.BOUNDS.
    @Test
    void whoStandsStillLosesTheChannelAndWhatItWasAboutToKeep() throws Exception {
        String url = TestPostgres.shared().freshSchema();
        Memory slow = memory(TestPostgres.connect(url));
        Memory other = memory(TestPostgres.connect(url));
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<?> standing = thread.submit(() -> {
                slow.raise(CHANNEL, kept -> {
                    inside.countDown();
                    await(goOn);
                    return signed(1000);
                });
                return null;
            });
            inside.await();

            other.raise(CHANNEL, kept -> signed(5));
            goOn.countDown();

            assertThatThrownBy(standing::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(IOException.class);
            assertThat(slow.marks(CHANNEL)).isEqualTo(signed(5));
        } finally {
            goOn.countDown();
            thread.shutdownNow();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whileTheDatabaseIsAwayNothingIsKeptAndThenAllWorksAgain() throws Exception {
        try (TestPostgres postgres = TestPostgres.fresh()) {
            Memory memory = memory(TestPostgres.connect(postgres.freshSchema()));
            memory.raise(CHANNEL, kept -> signed(5));

            postgres.stop();
            assertThatThrownBy(() -> memory.raise(CHANNEL, kept -> signed(10)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("the database fails");
            postgres.start();

            assertThat(memory.marks(CHANNEL)).isEqualTo(signed(5));
            memory.raise(CHANNEL, kept -> signed(15));
            assertThat(memory.marks(CHANNEL)).isEqualTo(signed(15));
        }
    }

    @Test
    void oneConnectionIsEnoughAlsoForWhoReadsWithinARaise() throws Exception {
        Memory memory =
                memory(onlyOne(TestPostgres.connect(TestPostgres.shared().freshSchema())));

        memory.raise(CHANNEL, kept -> {
            assertThat(marks(memory)).isEmpty();
            return signed(5);
        });

        assertThat(memory.marks(CHANNEL)).isEqualTo(signed(5));
        assertThat(memory.ban(JdbcMemoryIT.anyService())).isEmpty();
    }

    private static NavigableMap<ChannelNonce, Mark> marks(Memory memory) {
        try {
            return memory.marks(CHANNEL);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A pool of one, which refuses a second one instead of waiting for ever. */
    private static DataSource onlyOne(DataSource source) {
        Semaphore free = new Semaphore(1);
        return (DataSource) Proxy.newProxyInstance(
                StorePausesIT.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    assertThat(free.tryAcquire()).as("the connection is free").isTrue();
                    return given(source.getConnection(), free);
                });
    }

    private static Connection given(Connection connection, Semaphore free) {
        return (Connection) Proxy.newProxyInstance(
                StorePausesIT.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        free.release();
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
