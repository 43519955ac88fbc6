package io.snet4j.state.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.internal.memory.Mark;
import io.snet4j.internal.memory.Memory;
import io.snet4j.internal.memory.MemorySource;
import io.snet4j.testing.FakeChain;
import io.snet4j.testing.OtherJvm;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Several processes raise the marks of one channel; one of them dies in the middle. */
class ProcessesIT {
    private static final ChannelId CHANNEL = ChannelId.of(7);
    private static final int EACH = 50;

    private final String url;

    ProcessesIT() throws Exception {
        url = TestPostgres.shared().freshSchema();
    }

    private static Memory memory(String url) {
        return MemorySource.of(JdbcState.of(TestPostgres.connect(url))).open(1, FakeChain.ESCROW, FakeChain.ESCROW);
    }

    /** Each time one cog more than anybody signed before; says how far it got. */
    public static final class Signer {
        private Signer() {}

        public static void main(String[] args) throws IOException {
            Memory memory = memory(args[0]);
            for (int i = 0; i < Integer.parseInt(args[1]); i++) {
                Cogs[] signed = new Cogs[1];
                memory.raise(CHANNEL, kept -> {
                    signed[0] = kept.getOrDefault(ChannelNonce.ZERO, Mark.NONE)
                            .signed()
                            .plus(Cogs.of(1));
                    return new TreeMap<>(Map.of(ChannelNonce.ZERO, new Mark(signed[0], Cogs.ZERO)));
                });
                System.out.println(signed[0].value());
            }
        }
    }

    private Process signer(int count) throws IOException {
        return OtherJvm.quick(Signer.class, url, String.valueOf(count)).start();
    }

    private long mark() throws IOException {
        return memory(url)
                .marks(CHANNEL)
                .getOrDefault(ChannelNonce.ZERO, Mark.NONE)
                .signed()
                .value()
                .longValueExact();
    }

    @Test
    void noTwoProcessesSignTheSameAmount() throws Exception {
        List<Process> processes = new ArrayList<>();
        List<String> amounts = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                processes.add(signer(EACH));
            }
            for (Process process : processes) {
                process.inputReader().lines().forEach(amounts::add);
                assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
                assertThat(process.exitValue()).isZero();
            }
        } finally {
            processes.forEach(Process::destroyForcibly);
        }

        assertThat(amounts).hasSize(3 * EACH).doesNotHaveDuplicates();
        assertThat(mark()).isEqualTo(3 * EACH);
    }

    @Test
    void whatAKilledProcessHadSignedIsBoundedByItsMark() throws Exception {
        Process process = signer(Integer.MAX_VALUE);
        long last = 0;
        try (BufferedReader lines = process.inputReader()) {
            while (last < 20) {
                last = Long.parseLong(lines.readLine());
            }
            OtherJvm.kill(process);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = Math.max(last, Long.parseLong(line));
            }
        } finally {
            process.destroyForcibly();
        }

        assertThat(mark()).isBetween(last, last + 1);
    }
}
