package io.snet4j.internal.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.testing.FakeChain;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients remember that share a folder. */
class FolderMemoryTest extends MemoryContractTest {
    private final Path directory;

    FolderMemoryTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Override
    protected Memory open() {
        return new FolderMemory(StateFolder.of(directory, 31337, FakeChain.ESCROW, PAYER));
    }

    @Test
    void itOutlivesTheProcess() {
        assertThat(open().outlivesProcess()).isTrue();
    }

    // Guard: FolderBatches.begin asks whether the buyer's process is alive.
    @Test
    void theTurnOfAProcessThatIsGoneIsOver() throws IOException {
        String gone = "1@1 a";
        String alive = ProcessName.OWN + " b";
        Memory memory = open();

        assertThat(memory.beginBuying(SERVICE, gone)).isTrue();
        assertThat(memory.beginBuying(SERVICE, alive)).isTrue();
        assertThat(memory.beginBuying(SERVICE, gone)).isFalse();
    }

    // Guard: StateFolder tells of what is wrong with a file without what is in it.
    @Test
    void aTokenInADamagedFileDoesNotGetIntoTheLog() throws IOException {
        StateFolder folder = StateFolder.of(directory, 31337, FakeChain.ESCROW, PAYER);
        open().beginBuying(SERVICE, ProcessName.OWN + " a");
        Files.writeString(folder.path().resolve("prepaid.json"), "{\"token\": \"very secret\", ");
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            assertThat(open().beginBuying(SERVICE, ProcessName.OWN + " b")).isTrue();
        } finally {
            System.setErr(before);
        }
        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("prepaid.json")
                .doesNotContain("very secret");
    }
}
