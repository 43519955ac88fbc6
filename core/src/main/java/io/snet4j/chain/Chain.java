package io.snet4j.chain;

import io.snet4j.identity.Identity;
import io.snet4j.value.Address;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One Ethereum node. Thread-safe; every method blocks on the network and throws
 * {@link io.snet4j.errors.ChainException} when the node fails, refuses or does not answer in time.
 */
public interface Chain extends AutoCloseable {
    /**
     * Does no I/O.
     *
     * @param rpc an {@code http} or {@code https} JSON-RPC endpoint
     * @param timeout for each request
     * @throws IllegalArgumentException for another scheme
     */
    static Chain connect(URI rpc, Duration timeout) {
        return new JsonRpcChain(rpc, timeout);
    }

    /** Asked once, then remembered. */
    long chainId();

    long blockNumber();

    /** Whether there is a contract at the address. */
    boolean hasCode(Address contract);

    /** A read of the latest state; a revert's reason is in the exception's message. */
    byte[] call(Address contract, byte[] data);

    /**
     * @param topics by position; an empty position matches anything
     * @param fromBlock inclusive
     * @param toBlock inclusive
     */
    List<Log> logs(Address contract, List<Optional<byte[]>> topics, long fromBlock, long toBlock);

    /**
     * Estimates, signs, sends, and waits until mined. Sends from one address are serialized within this object, so that
     * their nonces are in order.
     *
     * @param to empty to create a contract
     * @throws io.snet4j.errors.ChainException also when the transaction reverts (with the reason), or is not mined
     *     within {@code deadline}; the message then has its hash
     */
    Receipt send(Identity from, Optional<Address> to, byte[] data, Duration deadline);

    @Override
    void close();
}
