package io.snet4j.scripted;

import com.google.protobuf.ByteString;
import io.grpc.Metadata;
import io.grpc.Status;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.identity.ProtocolMessages;
import io.snet4j.identity.Signatures;
import io.snet4j.internal.loop.PaymentHeaders;
import io.snet4j.testing.FakeChain;
import io.snet4j.testing.Words;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import io.snet4j.wire.escrow.StateServiceProto.ChannelStateReply;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a daemon believes of payment channels, and its checks, in its own order and words. Thread-safe. */
public final class DaemonLedger {
    /** Of a payment that passed all checks. */
    public record Paid(BigInteger channel, BigInteger nonce, Cogs amount, byte[] signature) {}

    private record Entry(BigInteger nonce, Cogs amount, byte[] signature, Optional<Paid> claimed) {}

    private static final long THRESHOLD = 100;

    private final FakeChain chain;
    private final Map<BigInteger, Entry> entries = new HashMap<>();
    private final Map<BigInteger, PaymentChannel> seenAtClaim = new HashMap<>();
    private final Set<BigInteger> locked = new HashSet<>();
    private final List<Paid> received = new ArrayList<>();

    DaemonLedger(FakeChain chain) {
        this.chain = chain;
    }

    /** Every payment that came with a good signature, whether or not it was accepted. */
    public synchronized List<Paid> received() {
        return List.copyOf(received);
    }

    public synchronized Cogs signed(BigInteger channel) {
        return Optional.ofNullable(entries.get(channel)).map(Entry::amount).orElse(Cogs.ZERO);
    }

    public synchronized void lock(BigInteger channel) {
        locked.add(channel);
    }

    public synchronized void unlock(BigInteger channel) {
        locked.remove(channel);
    }

    /** As a daemon with memory storage after a restart. */
    public synchronized void forget() {
        entries.clear();
    }

    public synchronized void commit(Paid paid) {
        Optional<Paid> claimed = Optional.ofNullable(entries.get(paid.channel)).flatMap(Entry::claimed);
        entries.put(paid.channel, new Entry(paid.nonce, paid.amount, paid.signature, claimed));
    }

    /** The first half of a claim; the second is {@link FakeChain#claim}. */
    public synchronized Cogs startClaim(BigInteger channel) {
        Entry entry = Optional.ofNullable(entries.get(channel)).orElseThrow();
        seenAtClaim.put(channel, chain.channel(ChannelId.of(channel)).orElseThrow());
        Paid old = new Paid(channel, entry.nonce, entry.amount, entry.signature);
        entries.put(channel, new Entry(entry.nonce.add(BigInteger.ONE), Cogs.ZERO, new byte[0], Optional.of(old)));
        return old.amount;
    }

    /** As if a claim had begun that takes nothing, whatever is signed. */
    public synchronized void pretendClaim(BigInteger channel) {
        BigInteger next = entry(channel).nonce.add(BigInteger.ONE);
        entries.put(channel, new Entry(next, Cogs.ZERO, new byte[0], Optional.empty()));
    }

    public synchronized ChannelStateReply state(BigInteger channel) {
        Entry entry = entry(channel);
        ChannelStateReply.Builder reply = ChannelStateReply.newBuilder().setCurrentNonce(word(entry.nonce));
        if (!entry.amount.isZero() || entry.claimed.isPresent()) {
            reply.setCurrentSignedAmount(word(entry.amount.value()));
            reply.setCurrentSignature(ByteString.copyFrom(entry.signature));
        }
        entry.claimed.ifPresent(old -> reply.setOldNonceSignedAmount(word(old.amount.value()))
                .setOldNonceSignature(ByteString.copyFrom(old.signature)));
        return reply.build();
    }

    private Entry entry(BigInteger id) {
        PaymentChannel channel = chain.channel(ChannelId.of(id)).orElseThrow();
        Entry entry = entries.get(id);
        if (entry == null || entry.nonce.compareTo(channel.nonce().value()) < 0) {
            return new Entry(channel.nonce().value(), Cogs.ZERO, new byte[0], Optional.empty());
        }
        return entry.nonce.equals(channel.nonce().value())
                ? new Entry(entry.nonce, entry.amount, entry.signature, Optional.empty())
                : entry;
    }

    /**
     * Checks a payment and locks its channel.
     *
     * @return the payment, or why it is refused
     */
    synchronized Object check(Metadata headers, Cogs price) {
        BigInteger id = new BigInteger(headers.get(PaymentHeaders.CHANNEL_ID));
        if (locked.contains(id)) {
            return Status.FAILED_PRECONDITION.withDescription(
                    "another transaction on channel: {ID: " + id + "} is in progress");
        }
        PaymentChannel channel = chain.channel(ChannelId.of(id)).orElse(null);
        if (channel == null) {
            return Status.UNAUTHENTICATED.withDescription("payment channel \"{ID: " + id + "}\" not found");
        }
        Entry entry = entry(id);
        BigInteger nonce = new BigInteger(headers.get(PaymentHeaders.CHANNEL_NONCE));
        if (!nonce.equals(entry.nonce)) {
            // gRPC for Java makes UNKNOWN of the daemon's code 1000.
            return Status.UNKNOWN.withDescription(
                    "incorrect payment channel nonce, latest: " + entry.nonce + ", sent: " + nonce);
        }
        Cogs amount = Cogs.parse(headers.get(PaymentHeaders.CHANNEL_AMOUNT));
        byte[] signature = headers.get(PaymentHeaders.CHANNEL_SIGNATURE);
        Optional<Address> signer = Signatures.recover(
                ProtocolMessages.mpeClaim(FakeChain.ESCROW, ChannelId.of(id), ChannelNonce.of(nonce), amount),
                signature);
        if (signer.isEmpty()
                || !(signer.get().equals(channel.signer()) || signer.get().equals(channel.sender()))) {
            return Status.UNAUTHENTICATED.withDescription("payment is not signed by channel signer/sender");
        }
        Paid paid = new Paid(id, nonce, amount, signature);
        received.add(paid);
        return afford(channel, entry, paid, price);
    }

    /**
     * Checks an amount that is signed in advance, and accepts it.
     *
     * @return what it adds, or why it is refused
     */
    synchronized Object plan(BigInteger id, BigInteger nonce, Cogs amount, byte[] signature) {
        PaymentChannel channel = chain.channel(ChannelId.of(id)).orElse(null);
        if (channel == null) {
            return Status.UNKNOWN.withDescription("channel is not found, channelId: " + id);
        }
        Entry entry = entry(id);
        if (entry.amount.compareTo(amount) > 0) {
            return Status.UNKNOWN.withDescription(
                    "signed amount for token request needs to be greater than last signed amount");
        }
        if (channel.value().compareTo(amount) < 0) {
            return Status.UNKNOWN.withDescription(
                    "signed amount for token request cannot be greater than full amount in channel");
        }
        if (!nonce.equals(entry.nonce)) {
            return Status.UNKNOWN.withDescription(
                    "incorrect payment channel nonce, latest: " + entry.nonce + ", sent: " + nonce);
        }
        boolean signed = Signatures.recover(
                        ProtocolMessages.mpeClaim(FakeChain.ESCROW, ChannelId.of(id), ChannelNonce.of(nonce), amount),
                        signature)
                .filter(signer -> signer.equals(channel.signer()) || signer.equals(channel.sender()))
                .isPresent();
        if (!signed) {
            return Status.UNKNOWN.withDescription("payment is not signed by channel signer/sender");
        }
        Paid paid = new Paid(id, nonce, amount, signature);
        received.add(paid);
        Cogs added = amount.minus(entry.amount);
        if (added.isZero()) {
            return added;
        }
        if (locked.contains(id)) {
            return Status.UNKNOWN.withDescription("another transaction on channel: {ID: " + id + "} is in progress");
        }
        commit(paid);
        return added;
    }

    private Object afford(PaymentChannel onChain, Entry entry, Paid paid, Cogs price) {
        // Until the claim is mined.
        PaymentChannel channel = entry.claimed.isPresent() ? seenAtClaim.getOrDefault(paid.channel, onChain) : onChain;
        BigInteger needed = BigInteger.valueOf(chain.head() + THRESHOLD);
        if (channel.expiration().compareTo(BlockNumber.of(needed)) <= 0) {
            return Status.UNAUTHENTICATED.withDescription("payment channel is near to be expired, expiration time: "
                    + channel.expiration() + ", current block: 0, expiration threshold: " + THRESHOLD);
        }
        Cogs value = entry.claimed.map(old -> channel.value().minus(old.amount)).orElse(channel.value());
        if (value.compareTo(paid.amount) < 0) {
            return Status.UNAUTHENTICATED.withDescription("not enough tokens on payment channel, channel amount: "
                    + value.value() + ", payment amount: " + paid.amount.value());
        }
        BigInteger income = paid.amount.value().subtract(entry.amount.value());
        if (!income.equals(price.value())) {
            return Status.UNAUTHENTICATED.withDescription(
                    "income " + income + " does not equal to price " + price.value());
        }
        locked.add(channel.id().value());
        return paid;
    }

    private static ByteString word(BigInteger value) {
        return ByteString.copyFrom(Words.of(value));
    }
}
