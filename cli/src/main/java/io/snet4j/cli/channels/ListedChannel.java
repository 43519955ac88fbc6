package io.snet4j.cli.channels;

import com.fasterxml.jackson.annotation.JsonValue;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.internal.text.TimeText;
import io.snet4j.payment.OwnChannel;
import io.snet4j.value.Address;
import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * A channel as commands show it.
 *
 * @param value what is in it
 * @param claimable the most that its recipient can still claim, by the payments that are known here
 * @param service that was paid from it, as ORG/SERVICE, if the payments that are kept here say so
 */
record ListedChannel(
        ChannelId id,
        State state,
        Cogs value,
        Cogs claimable,
        BlockNumber expiration,
        Address recipient,
        Optional<String> service) {
    /** A hundred years of blocks of twelve seconds. */
    private static final BlockCount ABSURD = BlockCount.of(262_800_000);

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

    /** @param cap how far ahead a channel may expire */
    static ListedChannel of(OwnChannel channel, BlockNumber now, BlockCount cap, Optional<String> service) {
        PaymentChannel onChain = channel.onChain();
        return new ListedChannel(
                onChain.id(),
                state(channel, now, cap),
                onChain.value(),
                channel.claimable(),
                onChain.expiration(),
                onChain.recipient(),
                service);
    }

    private static State state(OwnChannel channel, BlockNumber now, BlockCount cap) {
        BlockNumber expiration = channel.onChain().expiration();
        if (expiration.isAfter(now.plus(ABSURD))) {
            return State.ABSURD;
        }
        if (expiration.isAfter(now.plus(cap))) {
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
     * @param slot the time between two blocks, where it is known
     * @return empty if it has expired
     */
    Optional<String> left(BlockNumber now, Optional<Duration> slot) {
        if (!expiration.isAfter(now)) {
            return Optional.empty();
        }
        BlockCount blocks = expiration.minus(now);
        Optional<String> time = slot.filter(known -> blocks.compareTo(ABSURD) <= 0)
                .map(known -> known.multipliedBy(blocks.toLong()))
                .map(whole -> whole.compareTo(Duration.ofDays(1)) > 0
                        ? whole.truncatedTo(ChronoUnit.DAYS)
                        : whole.truncatedTo(ChronoUnit.MINUTES))
                .filter(whole -> !whole.isZero())
                .map(TimeText::of);
        return Optional.of(
                "in " + blocks + " blocks" + time.map(text -> ", " + text).orElse(""));
    }
}
