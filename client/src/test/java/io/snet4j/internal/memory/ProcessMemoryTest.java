package io.snet4j.internal.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a client without a folder remembers. */
class ProcessMemoryTest extends MemoryContractTest {
    private final Memory memory = new ProcessMemory();

    @Override
    Memory open() {
        return memory;
    }

    @Test
    void itEndsWithTheProcess() {
        assertThat(memory.outlivesProcess()).isFalse();
    }
}
