package io.snet4j.chain;

import io.snet4j.identity.Identity;
import io.snet4j.observe.SnetListener;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.Wei;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One Ethereum node. Thread-safe; every method blocks on the network and throws
 * {@link io.snet4j.errors.ChainException} when the node fails, refuses or does not answer in time.
 *
 * @since 0.1.0
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
        return connect(rpc, timeout, 1);
    }

    /**
     * As {@link #connect(URI, Duration)}, for chains whose last blocks may still be replaced.
     *
     * @param confirmations how many blocks, its own among them, must hold a transaction until {@link #send} returns; 1
     *     stands for mined
     * @throws IllegalArgumentException for fewer than 1
     */
    static Chain connect(URI rpc, Duration timeout, int confirmations) {
        return connect(rpc, timeout, confirmations, SnetListener.none());
    }

    /** As {@link #connect(URI, Duration, int)}; the listener hears of every request. */
    static Chain connect(URI rpc, Duration timeout, int confirmations, SnetListener listener) {
        return connect(
                rpc,
                ChainOptions.builder()
                        .timeout(timeout)
                        .confirmations(confirmations)
                        .listener(listener)
                        .build());
    }

    /**
     * As {@link #connect(URI, Duration)}, with another limit than {@link FeeLimit#defaults()}.
     *
     * @param fees for the transactions of this object
     */
    static Chain connect(URI rpc, Duration timeout, FeeLimit fees) {
        return connect(
                rpc, ChainOptions.builder().timeout(timeout).feeLimit(fees).build());
    }

    /**
     * Does no I/O.
     *
     * @param rpc an {@code http} or {@code https} JSON-RPC endpoint
     * @throws IllegalArgumentException for another scheme
     */
    static Chain connect(URI rpc, ChainOptions options) {
        return new JsonRpcChain(rpc, options);
    }

    /**
     * The same node with a limit and an account of fees of its own, instead of this object's. The connection stays this
     * object's: closing what is returned closes nothing.
     *
     * @throws UnsupportedOperationException if this is no connection to a node
     */
    default Chain withFeeLimit(FeeLimit fees) {
        throw new UnsupportedOperationException("no connection to a node: " + this);
    }

    /** Asked once, then remembered. */
    long chainId();

    /**
     * The number of the latest block.
     *
     * @throws io.snet4j.errors.ChainException also if it cannot be the latest, where {@link
     *     ChainOptions.Builder#knownBlock} is set
     */
    BlockNumber blockNumber();

    /**
     * Tells chains of one id apart: a chain that was begun anew has other blocks under the same numbers.
     *
     * @param number from 0, the genesis block
     * @return {@code 0x} and 64 digits in lower case; empty if the chain is not that long
     */
    Optional<String> blockHash(BlockNumber number);

    /** Whether there is a contract at the address. */
    boolean hasCode(Address contract);

    /** How many transactions of an account are in blocks. */
    long minedTransactions(Address account);

    /**
     * How many transactions of an account are in blocks or wait for one, as far as the node knows: not every node hears
     * of all that wait, or keeps them.
     */
    long sentTransactions(Address account);

    /** A read of the latest state; a revert's reason is in the exception's message. */
    byte[] call(Address contract, byte[] data);

    /**
     * Several reads of one contract, asked for in one request where the node takes that. Unless overridden, each by
     * itself.
     *
     * @return in the order of the data
     * @throws io.snet4j.errors.ChainException as {@link #call}, for the first that fails
     */
    default List<byte[]> calls(Address contract, List<byte[]> data) {
        return data.stream().map(one -> call(contract, one)).toList();
    }

    /**
     * Oldest first. Asked in one query where the node allows it, in as many smaller ranges as it takes where it
     * refuses.
     *
     * @param topics by position; an empty position matches anything
     * @param fromBlock inclusive
     * @param toBlock inclusive
     * @throws io.snet4j.errors.ChainException also if the node refuses a range of one block
     */
    List<Log> logs(Address contract, List<Optional<byte[]>> topics, BlockNumber fromBlock, BlockNumber toBlock);

    /**
     * The block that holds a contract's deployment. Unless overridden, not known.
     *
     * @param transactionHash of the deployment, {@code 0x} and 64 digits
     * @return empty if the node does not have it any more, or it deployed something else
     * @throws io.snet4j.errors.ChainException if the node fails
     */
    default Optional<BlockNumber> deploymentBlock(Address contract, String transactionHash) {
        return Optional.empty();
    }

    /**
     * What became of a transaction that is in a block. Unless overridden, not known.
     *
     * @param transactionHash {@code 0x} and 64 digits
     * @return empty if it is in no block that the node has
     * @throws io.snet4j.errors.ChainException if the node fails
     */
    default Optional<Receipt> receipt(String transactionHash) {
        return Optional.empty();
    }

    /**
     * What {@link #send} would offer for a transaction now. Sends nothing.
     *
     * @param from whose transaction it would be
     * @param to empty to create a contract
     * @throws io.snet4j.errors.ChainException also if the transaction would revert (with the reason)
     */
    GasEstimate estimate(Address from, Optional<Address> to, byte[] data);

    /** What {@link #send} would offer for each unit of gas now, at most. */
    Wei maxFeePerGas();

    /**
     * Asks nobody.
     *
     * @param transactions to be sent one after the other
     * @throws io.snet4j.errors.SpendingLimitException if the {@link FeeLimit} forbids one of them
     */
    default void checkFees(List<GasEstimate> transactions) {}

    /**
     * Estimates, signs, sends, and waits until mined and as deep as was asked for in {@link #connect(URI, Duration,
     * int)}. Many threads and many processes may send from one account: nonces are taken in order within this object,
     * and taken anew where somebody else was faster. What the node forgets is sent again, with the same bytes.
     *
     * @param to empty to create a contract
     * @throws io.snet4j.errors.ChainException also when the transaction reverts (with the reason), when another one of
     *     the same account took its place (both are named), or when it is not mined within {@code deadline}; the
     *     message then has its hash
     * @throws io.snet4j.errors.InsufficientFundsException if the account lacks the ether for the gas; nothing was sent
     * @throws io.snet4j.errors.SpendingLimitException if it may cost more in fees than the {@link FeeLimit} allows; it
     *     was not signed
     */
    Receipt send(Identity from, Optional<Address> to, byte[] data, Duration deadline);

    @Override
    void close();
}
