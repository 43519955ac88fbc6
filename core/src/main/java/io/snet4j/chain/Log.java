package io.snet4j.chain;

import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import java.util.List;

/**
 * An event as a node reports it, undecoded.
 *
 * @param topics each 32 bytes; the first is the event's hash
 * @param data the arguments that are not indexed
 * @param transactionHash of the transaction that emitted it; empty where nobody said
 * @since 0.1.0
 */
public record Log(Address contract, BlockNumber blockNumber, List<byte[]> topics, byte[] data, String transactionHash) {
    /** Without a word of the transaction. */
    public Log(Address contract, BlockNumber blockNumber, List<byte[]> topics, byte[] data) {
        this(contract, blockNumber, topics, data, "");
    }
}
