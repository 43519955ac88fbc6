package io.snet4j.internal.pay;

import io.snet4j.payment.ChannelState;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Payments of one channel that the daemon refused. Who refuses a payment has its signature all the same, and can take it
 * instead of the next one: that is one price, which cannot be prevented, but seen. For one thread at a time.
 */
final class RefusedPayments {
    private record Place(BigInteger nonce, Cogs amount) {}

    private final Map<Place, Runnable> refused = new HashMap<>();

    /** One for the same amount replaces the last: only one of them can be taken. */
    void add(SignedAmount payment, Runnable taken) {
        if (!payment.price().isZero()) {
            refused.put(new Place(payment.nonce(), payment.amount()), taken);
        }
    }

    /** A payment that was made good; it has the amount of those that were refused before it. */
    void settled(SignedAmount payment) {
        forget(payment.nonce(), payment.amount());
    }

    /** @return what to run: for each nonce that of the highest payment among those that the state proves as taken */
    List<Runnable> takenBy(ChannelState state) {
        BigInteger onChain = state.onChain().nonce();
        refused.keySet().removeIf(place -> place.nonce.compareTo(onChain) < 0);
        Optional<Runnable> current = take(state.nonce(), state.signed());
        Optional<Runnable> claimed = state.nonce().equals(onChain) ? Optional.empty() : take(onChain, claimed(state));
        return List.of(current, claimed).stream().flatMap(Optional::stream).toList();
    }

    private Optional<Runnable> take(BigInteger nonce, Cogs proven) {
        Optional<Runnable> highest = refused.entrySet().stream()
                .filter(entry -> isWithin(entry.getKey(), nonce, proven))
                .max(Map.Entry.comparingByKey((one, other) -> one.amount.compareTo(other.amount)))
                .map(Map.Entry::getValue);
        forget(nonce, proven);
        return highest;
    }

    private void forget(BigInteger nonce, Cogs amount) {
        refused.keySet().removeIf(place -> isWithin(place, nonce, amount));
    }

    private static boolean isWithin(Place place, BigInteger nonce, Cogs amount) {
        return place.nonce.equals(nonce) && place.amount.compareTo(amount) <= 0;
    }

    /** What a claim on its way takes. */
    private static Cogs claimed(ChannelState state) {
        Cogs used = state.signed().plus(state.available());
        Cogs value = state.onChain().value();
        return used.compareTo(value) < 0 ? value.minus(used) : Cogs.ZERO;
    }
}
