package io.snet4j.chain;

import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
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
 * @since 0.1.0
 */
public record Receipt(
        String transactionHash,
        BlockNumber blockNumber,
        BigInteger gasUsed,
        Optional<Address> contract,
        List<Log> logs) {}
