package io.snet4j.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.internal.memory.FolderMemory;
import io.snet4j.internal.memory.StateFolder;
import io.snet4j.payment.SignedAmount;
import io.snet4j.testing.OtherJvm;
import io.snet4j.value.Address;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes write one folder; one of them dies in the middle. */
class SharedFolderIT {
    private static final Address ANY = Address.parse("0x" + "1".repeat(40));
    private static final int EACH = 50;

    private final Path directory;

    SharedFolderIT(@TempDir Path directory) {
        this.directory = directory;
    }

    private static HighWaterMarks marks(Path directory) {
        return new HighWaterMarks(new FolderMemory(StateFolder.of(directory, 1, ANY, ANY)));
    }

    /** Signs on one channel, each process at a nonce of its own; says how far it got. */
    public static final class Signer {
        private Signer() {}

        public static void main(String[] args) {
            HighWaterMarks marks = marks(Path.of(args[0]));
            int most = Integer.parseInt(args[2]);
            for (int amount = 1; amount <= most; amount++) {
                marks.signing(new SignedAmount(
                        ChannelId.of(0),
                        ChannelNonce.of(new BigInteger(args[1])),
                        Cogs.of(amount),
                        Cogs.of(1),
                        "a.B/c",
                        Optional.empty()));
                System.out.println(amount);
            }
        }
    }

    private Process signer(int nonce, int most) throws IOException {
        return OtherJvm.of(Signer.class, List.of(), directory.toString(), String.valueOf(nonce), String.valueOf(most))
                .start();
    }

    private Cogs at(long nonce) {
        return marks(directory)
                .at(ChannelId.of(0), ChannelNonce.of(nonce))
                .orElseThrow()
                .signed();
    }

    @Test
    void nothingIsLostBetweenProcesses() throws Exception {
        List<Process> processes = new ArrayList<>();
        try {
            for (int nonce = 0; nonce < 3; nonce++) {
                processes.add(signer(nonce, EACH));
            }
            for (Process process : processes) {
                process.getInputStream().readAllBytes();
                assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
                assertThat(process.exitValue()).isZero();
            }
        } finally {
            processes.forEach(Process::destroyForcibly);
        }

        assertThat(at(0)).isEqualTo(Cogs.of(EACH));
        assertThat(at(1)).isEqualTo(Cogs.of(EACH));
        assertThat(at(2)).isEqualTo(Cogs.of(EACH));
    }

    @Test
    void whatAKilledProcessHadSignedIsBoundedByItsMark() throws Exception {
        Process process = signer(0, Integer.MAX_VALUE);
        int last = 0;
        try (BufferedReader lines = process.inputReader()) {
            while (last < 20) {
                last = Integer.parseInt(lines.readLine());
            }
            // By its handle: the process's own method closes the stream that is still to be read.
            process.toHandle().destroyForcibly();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = Math.max(last, Integer.parseInt(line));
            }
        } finally {
            process.destroyForcibly();
        }

        assertThat(at(0)).isGreaterThanOrEqualTo(Cogs.of(last)).isLessThanOrEqualTo(Cogs.of(last + 1));
        marks(directory)
                .signing(new SignedAmount(
                        ChannelId.of(0), ChannelNonce.of(0), Cogs.of(last + 5), Cogs.of(1), "a.B/c", Optional.empty()));
        assertThat(at(0)).isEqualTo(Cogs.of(last + 5));
    }
}
