package io.snet4j.internal.memory;

import io.snet4j.payment.PaymentState;
import io.snet4j.value.Address;
import java.nio.file.Path;

/** Gives each client the memory of its payer. */
public interface MemorySource extends PaymentState {
    /** Does no I/O: where nothing can be kept, the first operation says so. */
    Memory open(long chainId, Address escrow, Address payer);

    static MemorySource ofProcess() {
        return (chainId, escrow, payer) -> new ProcessMemory();
    }

    static MemorySource inFolder(Path directory) {
        return (chainId, escrow, payer) -> new FolderMemory(StateFolder.of(directory, chainId, escrow, payer));
    }

    /** As above, but with the same budgets for all payers. */
    static MemorySource inFolder(Path directory, BudgetCounters budgets) {
        return (chainId, escrow, payer) -> new FolderMemory(StateFolder.of(directory, chainId, escrow, payer), budgets);
    }

    /** @throws IllegalArgumentException if it is none of this library's */
    static MemorySource of(PaymentState state) {
        if (state instanceof MemorySource source) {
            return source;
        }
        throw new IllegalArgumentException(
                "a payment state comes from an artifact of this library, such as snet4j-state-jdbc; this one is a "
                        + state.getClass().getName());
    }
}
