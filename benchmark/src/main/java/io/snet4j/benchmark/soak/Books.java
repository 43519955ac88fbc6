package io.snet4j.benchmark.soak;

import io.snet4j.errors.SnetException.Charge;
import io.snet4j.payment.PaymentListener;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What was charged to each channel, by what the client says of each payment. Thread-safe. */
final class Books implements PaymentListener {
    private final Map<ChannelId, Cogs> charged = new ConcurrentHashMap<>();
    private final LongAdder unknown = new LongAdder();
    private final LongAdder signed = new LongAdder();

    @Override
    public void onSigned(SignedAmount payment) {
        signed.increment();
    }

    @Override
    public void onSettled(SignedAmount payment, Charge charge) {
        switch (charge) {
            case CHARGED -> charged.merge(payment.channelId(), payment.price(), Cogs::plus);
            case UNKNOWN -> unknown.increment();
            case NONE -> {}
        }
    }

    long signed() {
        return signed.sum();
    }

    /** Payments of which nobody could tell whether they were taken. */
    long unknown() {
        return unknown.sum();
    }

    /** @param taken what the daemon took from a channel; empty if the books agree */
    Optional<String> differsFrom(ChannelId channel, Cogs taken) {
        Cogs ours = charged.getOrDefault(channel, Cogs.ZERO);
        return ours.equals(taken)
                ? Optional.empty()
                : Optional.of("channel " + channel + ": charged " + ours.value() + " cogs, taken " + taken.value());
    }
}
