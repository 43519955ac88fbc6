package io.snet4j.state.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.internal.memory.Memory;
import io.snet4j.internal.memory.MemorySource;
import io.snet4j.testing.FakeChain;
import io.snet4j.value.ChannelId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Tables are made by the artifact or by hand, and what is wrong with them is said. */
class SchemaIT {
    private static final String VERSIONS = "select string_agg(version::text, ',' order by version) from snet4j_schema";

    private static Memory memory(String url) {
        return MemorySource.of(JdbcState.of(TestPostgres.connect(url))).open(1, FakeChain.ESCROW, FakeChain.ESCROW);
    }

    @Test
    void withoutTablesTheFirstOperationSaysWhatToDo() throws Exception {
        String url = TestPostgres.shared().emptySchema();
        Memory memory = memory(url);

        assertThatThrownBy(() -> memory.raise(ChannelId.of(1), kept -> kept))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("JdbcState.applySchema");

        JdbcState.applySchema(TestPostgres.connect(url));
        assertThat(memory.marks(ChannelId.of(1))).isEmpty();
    }

    @Test
    void whatIsPrintedMakesTheSameTables() throws Exception {
        String url = TestPostgres.shared().emptySchema();
        TestTables.run(url, JdbcState.schema());

        memory(url).raise(ChannelId.of(1), kept -> new TreeMap<>());

        assertThat(TestTables.ask(url, VERSIONS))
                .isEqualTo(TestTables.ask(TestPostgres.shared().freshSchema(), VERSIONS));
    }

    @Test
    void machinesThatStartTogetherMakeThemOnce() throws Exception {
        String url = TestPostgres.shared().emptySchema();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                all.add(threads.submit(() -> {
                    JdbcState.applySchema(TestPostgres.connect(url));
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(TestTables.ask(url, "select max(version) from snet4j_schema"))
                .isEqualTo(String.valueOf(Schema.VERSION));
    }

    @Test
    void tablesOfAnOlderVersionAreNamed() {
        assertThat(Schema.problem(Schema.VERSION - 1))
                .hasValueSatisfying(text -> assertThat(text).contains("JdbcState.applySchema"));
        assertThat(Schema.problem(Schema.VERSION)).isEmpty();
        assertThat(Schema.problem(Schema.VERSION + 1)).isEmpty();
    }

    @Test
    void aTimeoutHasARange() {
        for (Duration wrong : List.of(Duration.ZERO, Duration.ofMillis(99), Duration.ofMinutes(11))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> JdbcState.of(TestPostgres.connect("jdbc:postgresql://127.0.0.1:1/x"), wrong))
                    .withMessageContaining(wrong.toString());
        }
    }
}
