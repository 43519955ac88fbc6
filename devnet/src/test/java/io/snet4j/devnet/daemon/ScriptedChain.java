package io.snet4j.devnet.daemon;

import io.snet4j.chain.Chain;
import io.snet4j.chain.GasEstimate;
import io.snet4j.chain.Log;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.chain.Receipt;
import io.snet4j.errors.ChainException;
import io.snet4j.identity.Identity;
import io.snet4j.value.Address;
import io.snet4j.value.Cogs;
import io.snet4j.value.Wei;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A chain whose time and faults the test decides. Knows the channels of one escrow, and balances. */
final class ScriptedChain implements Chain {
    private static final Address TOKEN = Address.parse("0x5FbDB2315678afecb367f032d93F642f64180aa3");
    private static final int WORD = 32;
    private static final int SELECTOR = 4;

    final Map<BigInteger, PaymentChannel> channels = new ConcurrentHashMap<>();
    final Map<Address, Cogs> balances = new ConcurrentHashMap<>();
    final AtomicInteger blockQuestions = new AtomicInteger();
    volatile long block = 1000;
    volatile boolean channelsFail;
    volatile boolean blocksFail;

    @Override
    public long chainId() {
        return 31337;
    }

    @Override
    public long blockNumber() {
        blockQuestions.incrementAndGet();
        if (blocksFail) {
            throw new ChainException("no block");
        }
        return block;
    }

    @Override
    public Optional<String> blockHash(long number) {
        return number <= block ? Optional.of("0x%064x".formatted(number)) : Optional.empty();
    }

    @Override
    public boolean hasCode(Address contract) {
        return true;
    }

    @Override
    public long minedTransactions(Address account) {
        return 0;
    }

    @Override
    public long sentTransactions(Address account) {
        return 0;
    }

    /** {@code channels(uint256)} and {@code token()} of the escrow, {@code balanceOf(address)} of the token. */
    @Override
    public byte[] call(Address contract, byte[] data) {
        if (channelsFail) {
            throw new ChainException("no channels");
        }
        if (data.length == SELECTOR) {
            return word(TOKEN.toBytes());
        }
        if (contract.equals(TOKEN)) {
            Address owner = Address.of(Arrays.copyOfRange(data, data.length - 20, data.length));
            return word(balances.getOrDefault(owner, Cogs.ZERO).value().toByteArray());
        }
        BigInteger id = new BigInteger(1, Arrays.copyOfRange(data, SELECTOR, SELECTOR + WORD));
        PaymentChannel channel = channels.get(id);
        ByteBuffer words = ByteBuffer.allocate(7 * WORD);
        if (channel != null) {
            words.put(word(channel.nonce().toByteArray()));
            words.put(word(channel.sender().toBytes()));
            words.put(word(channel.signer().toBytes()));
            words.put(word(channel.recipient().toBytes()));
            words.put(channel.groupId().toBytes());
            words.put(word(channel.value().value().toByteArray()));
            words.put(word(channel.expiration().toByteArray()));
        }
        return words.array();
    }

    private static byte[] word(byte[] bytes) {
        byte[] word = new byte[WORD];
        int length = Math.min(bytes.length, WORD);
        System.arraycopy(bytes, bytes.length - length, word, WORD - length, length);
        return word;
    }

    @Override
    public List<Log> logs(Address contract, List<Optional<byte[]>> topics, long fromBlock, long toBlock) {
        throw new UnsupportedOperationException();
    }

    @Override
    public GasEstimate estimate(Address from, Optional<Address> to, byte[] data) {
        return new GasEstimate(BigInteger.valueOf(21000), Wei.of(1), GasEstimate.Basis.NODE);
    }

    @Override
    public Wei maxFeePerGas() {
        return Wei.of(1);
    }

    @Override
    public Receipt send(Identity from, Optional<Address> to, byte[] data, Duration deadline) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
