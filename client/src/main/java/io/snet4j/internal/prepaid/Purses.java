package io.snet4j.internal.prepaid;

import io.grpc.Metadata;
import io.snet4j.internal.loop.PaymentHeaders;
import io.snet4j.internal.memory.Portion;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What this client took of the batches and has not used, by channel. For one thread at a time. */
final class Purses {
    private final Map<ChannelId, Purse> purses = new LinkedHashMap<>();

    /** The price of one call, taken out of a purse. */
    record Part(Portion portion, Cogs price) {
        Metadata headers() {
            byte[] token = portion.batch().token().orElseThrow().getBytes(StandardCharsets.UTF_8);
            return PaymentHeaders.ofPrepaid(portion.channel(), portion.batch().nonce(), token);
        }

        private boolean isOf(Purse purse) {
            return purse.from.batch().generation() == portion.batch().generation();
        }
    }

    /** What is left of the portions of one channel. */
    private static final class Purse {
        private Portion from;
        private Cogs left = Cogs.ZERO;
        private boolean tokenRefused;

        private Purse(Portion from) {
            this.from = from;
        }

        private boolean covers(Cogs price, Instant now) {
            return !tokenRefused && left.compareTo(price) >= 0 && from.batch().hasGoodToken(now);
        }

        private Part take(Cogs price) {
            left = left.minus(price);
            return new Part(from, price);
        }
    }

    Optional<Part> take(Cogs price, Instant now) {
        return purses.values().stream()
                .filter(purse -> purse.covers(price, now))
                .findFirst()
                .map(purse -> purse.take(price));
    }

    /** What was left of an older generation is lost with it. */
    void add(Portion portion) {
        Cogs left = Optional.ofNullable(purses.get(portion.channel()))
                .filter(known ->
                        known.from.batch().generation() == portion.batch().generation())
                .map(known -> known.left)
                .orElse(Cogs.ZERO);
        Purse purse = new Purse(portion);
        purse.left = left.plus(portion.amount());
        purses.put(portion.channel(), purse);
    }

    void giveBack(Part part) {
        Purse purse = purses.computeIfAbsent(part.portion.channel(), channel -> new Purse(part.portion));
        if (part.isOf(purse)) {
            purse.left = purse.left.plus(part.price);
        }
    }

    void tokenRefused(Part part) {
        giveBack(part);
        Purse purse = purses.get(part.portion.channel());
        if (purse != null
                && purse.from.batch().token().equals(part.portion.batch().token())) {
            purse.tokenRefused = true;
        }
    }

    /** @return false if there is something newer on the channel, of which the part knows nothing */
    boolean usedUp(Part part) {
        Purse purse = purses.get(part.portion.channel());
        if (purse == null || purse.from.batch().serial() != part.portion.batch().serial()) {
            return false;
        }
        purses.remove(part.portion.channel());
        return true;
    }

    /** All that is left, which is not here any more. */
    List<Portion> empty() {
        List<Portion> rests = new ArrayList<>();
        purses.values().stream()
                .filter(purse -> !purse.left.isZero())
                .forEach(purse -> rests.add(purse.from.of(purse.left)));
        purses.clear();
        return rests;
    }
}
