package io.snet4j.internal.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.testing.FakeChain;
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
}
