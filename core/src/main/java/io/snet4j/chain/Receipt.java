package io.snet4j.chain;

import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.Wei;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * A transaction that was mined and did not revert.
 *
 * @param transactionHash {@code 0x} and 64 digits
 * @param blockNumber the block that holds it
 * @param gasUsed in gas
 * @param contract the contract that it created
 * @param logs in the order they were emitted
 * @param fee what the node says that was paid for it; empty where it does not tell
 * @since 0.1.0
 */
public record Receipt(
        String transactionHash,
        BlockNumber blockNumber,
        BigInteger gasUsed,
        Optional<Address> contract,
        List<Log> logs,
        Optional<Wei> fee) {
    /** Without a word of the fee. */
    public Receipt(
            String transactionHash,
            BlockNumber blockNumber,
            BigInteger gasUsed,
            Optional<Address> contract,
            List<Log> logs) {
        this(transactionHash, blockNumber, gasUsed, contract, logs, Optional.empty());
    }

    Receipt withFee(Optional<Wei> paid) {
        return new Receipt(transactionHash, blockNumber, gasUsed, contract, logs, paid);
    }
}
