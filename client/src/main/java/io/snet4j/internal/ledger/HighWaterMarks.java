package io.snet4j.internal.ledger;

import io.snet4j.chain.PaymentChannel;
import io.snet4j.errors.PaymentStateException;
import io.snet4j.internal.core.LockRank;
import io.snet4j.internal.core.OrderedLock;
import io.snet4j.internal.memory.Mark;
import io.snet4j.internal.memory.Memory;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was ever signed, per channel and nonce, as it is kept in the client's memory. A signature names neither chain
 * nor time, so that a mark outlives even a reset of the chain. Thread-safe; blocks on the memory.
 */
public final class HighWaterMarks {
    private static final Logger LOG = LoggerFactory.getLogger(HighWaterMarks.class);

    private final Memory memory;
    private final Map<ChannelId, OfChannel> marks = new ConcurrentHashMap<>();

    /** @param nonces guarded by the lock */
    private record OfChannel(OrderedLock lock, NavigableMap<ChannelNonce, Mark> nonces) {}

    public HighWaterMarks(Memory memory) {
        this.memory = memory;
    }

    /**
     * Before the signature leaves: when this returns, it is kept.
     *
     * @throws PaymentStateException if it cannot be kept, or what was kept before cannot be read
     */
    void signing(SignedAmount payment) {
        signing(payment, before -> {});
    }

    /**
     * As above, unless {@code admission} throws; then nothing is kept. It hears the highest amount that was signed at
     * the nonce before, by this client or by others that share the memory.
     */
    void signing(SignedAmount payment, Consumer<Cogs> admission) {
        ChannelId channel = payment.channelId();
        OfChannel known = of(channel);
        try {
            memory.raise(channel, kept -> {
                kept.forEach((nonce, mark) -> raise(channel, nonce, mark));
                sign(payment, admission);
                return known.lock.get(() -> new TreeMap<>(known.nonces));
            });
        } catch (IOException e) {
            throw new PaymentStateException(
                    "what is signed cannot be kept in " + memory + ", so nothing was sent: " + e, e);
        }
    }

    private void sign(SignedAmount payment, Consumer<Cogs> admission) {
        OfChannel known = of(payment.channelId());
        known.lock.run(() -> {
            admission.accept(
                    known.nonces.getOrDefault(payment.nonce(), Mark.NONE).signed());
            Cogs before = payment.amount().minus(payment.price());
            raise(payment.channelId(), payment.nonce(), new Mark(payment.amount(), before));
        });
    }

    /**
     * Asks for a channel before it is used.
     *
     * @param urgently whether who has it shall hear that it is wanted
     * @throws PaymentStateException if the memory cannot be asked
     */
    public Memory.Hold hold(ChannelId channel, boolean urgently) {
        try {
            return memory.hold(channel, urgently);
        } catch (IOException e) {
            throw new PaymentStateException(
                    "payment channel " + channel + " cannot be had from " + memory + ", so nothing was signed: " + e,
                    e);
        }
    }

    /** Notes that a daemon holds our signature for so much. The memory learns of it with the next signature. */
    public void accepted(ChannelId channel, ChannelNonce nonce, Cogs amount) {
        raise(channel, nonce, new Mark(amount, amount));
    }

    /** The same, of a daemon's proven word; says so if the signature was made elsewhere. */
    public void proven(ChannelId channel, ChannelNonce nonce, Cogs amount) {
        Optional<Mark> known = at(channel, nonce);
        if (known.filter(mark -> amount.compareTo(mark.signed()) > 0).isPresent()) {
            // Another client that shares the memory may have signed since.
            load(channel).forEach((at, mark) -> raise(channel, at, mark));
            known = at(channel, nonce);
        }
        known.flatMap(mark -> contradiction(channel, nonce, amount, mark)).ifPresent(LOG::warn);
        accepted(channel, nonce, amount);
    }

    /** How a daemon's proven word differs from a mark; empty if it does not. */
    static Optional<String> contradiction(ChannelId channel, ChannelNonce nonce, Cogs amount, Mark mark) {
        if (amount.compareTo(mark.signed()) > 0) {
            return Optional.of(amount + " are signed on channel " + channel + " at nonce " + nonce + ", of which only "
                    + mark.signed() + " were signed here: another program signs with this key. Following it; give each"
                    + " program an identity of its own, or one state directory to share.");
        }
        if (amount.compareTo(mark.accepted()) < 0) {
            return Optional.of("the daemon says that " + amount + " are signed on channel " + channel + " at nonce "
                    + nonce + "; " + mark.accepted() + " were. Following it.");
        }
        return Optional.empty();
    }

    /** The most that can be claimed at this nonce; empty if nothing is known. */
    public Optional<Mark> at(ChannelId channel, ChannelNonce nonce) {
        OfChannel known = of(channel);
        return known.lock.get(() -> Optional.ofNullable(known.nonces.get(nonce)));
    }

    /** The most that can still be claimed from a channel: at its nonce, and at later ones after further claims. */
    public Cogs claimable(PaymentChannel channel) {
        OfChannel known = of(channel.id());
        return known.lock.get(() -> {
            Cogs sum = known.nonces.tailMap(channel.nonce(), true).values().stream()
                    .map(Mark::signed)
                    .reduce(Cogs.ZERO, Cogs::plus);
            return sum.compareTo(channel.value()) < 0 ? sum : channel.value();
        });
    }

    private OfChannel of(ChannelId channel) {
        // Looked up without the map's lock first: a thread that raises a mark holds locks of the memory, and must not
        // wait for one that reads another channel's marks.
        OfChannel known = marks.get(channel);
        return known != null
                ? known
                : marks.computeIfAbsent(channel, id -> new OfChannel(OrderedLock.of(LockRank.MARKS), load(id)));
    }

    private void raise(ChannelId channel, ChannelNonce nonce, Mark mark) {
        OfChannel known = of(channel);
        known.lock.run(() -> known.nonces.merge(nonce, mark, Mark::max));
    }

    private NavigableMap<ChannelNonce, Mark> load(ChannelId channel) {
        try {
            return memory.marks(channel);
        } catch (IOException e) {
            throw new PaymentStateException(
                    "what was signed cannot be read from " + memory + ", so nothing was sent: " + e, e);
        }
    }
}
