package io.snet4j.cli.channels;

import com.fasterxml.jackson.annotation.JsonValue;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.internal.text.TimeText;
import io.snet4j.payment.OwnChannel;
import io.snet4j.value.Address;
import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * A channel as commands show it.
 *
 * @param value what is in it
 * @param claimable the most that its recipient can still claim, by the payments that are known here
 * @param expiration a block number
 * @param service that was paid from it, as ORG/SERVICE, if the payments that are kept here say so
 */
record ListedChannel(
        BigInteger id,
        State state,
        Cogs value,
        Cogs claimable,
        BigInteger expiration,
        Address recipient,
        Optional<String> service) {
    /** A hundred years of blocks of twelve seconds. */
    private static final BigInteger ABSURD = BigInteger.valueOf(262_800_000);

    /** What can be done with one. */
    enum State {
        /** It pays. */
        OPEN,
        /** Its value can be taken back. */
        EXPIRED,
        /** Nothing is in it. */
        EMPTY,
        /** It expires beyond the limit of the profile: nothing more is put into it. */
        LOCKED,
        /** It expires in more than a hundred years: what is in it never comes back. */
        ABSURD;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param now a block number
     * @param cap how far ahead a channel may expire, in blocks
     */
    static ListedChannel of(OwnChannel channel, BigInteger now, long cap, Optional<String> service) {
        PaymentChannel onChain = channel.onChain();
        return new ListedChannel(
                onChain.id(),
                state(channel, onChain.expiration().subtract(now), cap),
                onChain.value(),
                channel.claimable(),
                onChain.expiration(),
                onChain.recipient(),
                service);
    }

    private static State state(OwnChannel channel, BigInteger left, long cap) {
        if (left.compareTo(ABSURD) > 0) {
            return State.ABSURD;
        }
        if (left.compareTo(BigInteger.valueOf(cap)) > 0) {
            return State.LOCKED;
        }
        if (channel.refundable()) {
            return State.EXPIRED;
        }
        return channel.onChain().value().isZero() ? State.EMPTY : State.OPEN;
    }

    /**
     * How long it lives yet: "in 1200 blocks, 4 hours".
     *
     * @param now a block number
     * @param slot the time between two blocks, where it is known
     * @return empty if it has expired
     */
    Optional<String> left(BigInteger now, Optional<Duration> slot) {
        BigInteger blocks = expiration.subtract(now);
        if (blocks.signum() <= 0) {
            return Optional.empty();
        }
        Optional<String> time = slot.filter(known -> blocks.compareTo(ABSURD) <= 0)
                .map(known -> known.multipliedBy(blocks.longValueExact()))
                .map(whole -> whole.compareTo(Duration.ofDays(1)) > 0
                        ? whole.truncatedTo(ChronoUnit.DAYS)
                        : whole.truncatedTo(ChronoUnit.MINUTES))
                .filter(whole -> !whole.isZero())
                .map(TimeText::of);
        return Optional.of(
                "in " + blocks + " blocks" + time.map(text -> ", " + text).orElse(""));
    }
}
