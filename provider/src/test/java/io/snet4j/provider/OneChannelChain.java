package io.snet4j.provider;

import io.snet4j.chain.Chain;
import io.snet4j.chain.GasEstimate;
import io.snet4j.chain.Log;
import io.snet4j.chain.Receipt;
import io.snet4j.identity.Identity;
import io.snet4j.value.Address;
import io.snet4j.value.Wei;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A chain that knows one payment channel: daemons that lie about it cannot be had on a real one. */
final class OneChannelChain implements Chain {
    static final long BLOCK = 1000;

    final List<byte[]> sent = new ArrayList<>();
    BigInteger nonce = BigInteger.valueOf(3);
    Address sender = Address.ZERO;
    Address signer = Address.ZERO;
    Address recipient = Address.ZERO;
    BigInteger value = BigInteger.valueOf(500);

    @Override
    public long chainId() {
        return 31337;
    }

    @Override
    public long blockNumber() {
        return BLOCK;
    }

    @Override
    public Optional<String> blockHash(long number) {
        return number <= BLOCK ? Optional.of("0x%064x".formatted(number)) : Optional.empty();
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

    /** Answers {@code channels(uint256)}. */
    @Override
    public byte[] call(Address contract, byte[] data) {
        ByteArrayOutputStream words = new ByteArrayOutputStream();
        words.writeBytes(word(nonce.toByteArray()));
        words.writeBytes(word(sender.toBytes()));
        words.writeBytes(word(signer.toBytes()));
        words.writeBytes(word(recipient.toBytes()));
        words.writeBytes(new byte[32]);
        words.writeBytes(word(value.toByteArray()));
        words.writeBytes(word(BigInteger.valueOf(2000).toByteArray()));
        return words.toByteArray();
    }

    @Override
    public List<Log> logs(Address contract, List<Optional<byte[]>> topics, long fromBlock, long toBlock) {
        return List.of();
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
        sent.add(data);
        return new Receipt("0x00", BLOCK + 1, BigInteger.ONE, Optional.empty(), List.of());
    }

    @Override
    public void close() {}

    static byte[] word(byte[] bigEndian) {
        byte[] word = new byte[32];
        System.arraycopy(bigEndian, 0, word, 32 - bigEndian.length, bigEndian.length);
        return word;
    }
}
