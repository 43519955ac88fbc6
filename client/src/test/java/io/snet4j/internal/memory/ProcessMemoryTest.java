package io.snet4j.internal.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a client without a folder remembers. */
class ProcessMemoryTest extends MemoryContractTest {
    private final ProcessMemory memory = new ProcessMemory();

    @Override
    protected Memory open() {
        return memory;
    }

    @Test
    void itEndsWithTheProcess() {
        assertThat(memory.outlivesProcess()).isFalse();
    }

    @Test
    void theOldestModelsAreForgotten() {
        for (int i = 0; i <= Memory.MOST_MODELS; i++) {
            memory.signed(model(i), modelPayment(SERVICE, "m" + i, 5));
        }

        assertThat(memory.lastPayment(model(0))).isEmpty();
        assertThat(memory.lastPayments(SERVICE)).hasSize(Memory.MOST_MODELS).containsKey(model(Memory.MOST_MODELS));
    }

    private static ModelKey model(int number) {
        return new ModelKey(SERVICE, "m" + number);
    }
}
