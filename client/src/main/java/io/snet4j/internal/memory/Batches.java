package io.snet4j.internal.memory;

import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What is prepaid for one service, for all clients that share a memory. Immutable: a memory keeps the next one in its
 * place.
 *
 * @param buyer who alone may buy now, if anybody
 */
public record Batches(Optional<String> buyer, SortedMap<ChannelId, Batch> byChannel) {
    public static final Batches NONE = new Batches(Optional.empty(), new TreeMap<>());

    public Batches {
        byChannel = Collections.unmodifiableSortedMap(new TreeMap<>(byChannel));
    }

    /** What is to be kept, and what whoever asked learns. */
    public record Change<T>(Batches after, T result) {}

    public Batches boughtBy(Optional<String> next) {
        return new Batches(next, byChannel);
    }

    public Batch on(ChannelId channel) {
        return byChannel.getOrDefault(channel, Batch.NONE);
    }

    public Batches change(ChannelId channel, UnaryOperator<Batch> change) {
        SortedMap<ChannelId, Batch> all = new TreeMap<>(byChannel);
        all.put(channel, change.apply(on(channel)));
        return new Batches(buyer, all);
    }

    /**
     * A portion for the next calls, if one batch covers the first of them.
     *
     * @param least one call's price
     * @param most what the next calls cost, at least one call's price; of it no more than half of what is left, so that
     *     the others have some, too. Empty for all that is left
     */
    public Change<Optional<Portion>> take(Cogs least, Optional<Cogs> most, Instant now) {
        for (Map.Entry<ChannelId, Batch> entry : byChannel.entrySet()) {
            Batch batch = entry.getValue();
            if (batch.covers(least) && batch.hasGoodToken(now)) {
                // Whole calls, so that no client is left with less than one.
                BigInteger calls = batch.left().value().divide(BigInteger.TWO).divide(least.value());
                Cogs half = new Cogs(least.value().multiply(calls));
                Cogs amount =
                        most.map(wanted -> larger(least, smaller(wanted, half))).orElseGet(batch::left);
                return new Change<>(
                        change(entry.getKey(), before -> before.take(amount)),
                        Optional.of(new Portion(entry.getKey(), batch, amount)));
            }
        }
        return new Change<>(this, Optional.empty());
    }

    /** What a client did not use; nothing of what the daemon has lost since. */
    public Batches giveBack(Portion rest) {
        return on(rest.channel()).generation() == rest.batch().generation()
                ? change(rest.channel(), batch -> batch.giveBack(rest.amount()))
                : this;
    }

    public Batches withoutToken(ChannelId channel, String refused) {
        return byChannel.containsKey(channel) ? change(channel, batch -> batch.withoutToken(refused)) : this;
    }

    /** Channels with enough, of which only the token is missing. */
    public List<ChannelId> withoutToken(Cogs price, Instant now) {
        return byChannel.entrySet().stream()
                .filter(entry ->
                        entry.getValue().covers(price) && !entry.getValue().hasGoodToken(now))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Cogs smaller(Cogs one, Cogs other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static Cogs larger(Cogs one, Cogs other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
