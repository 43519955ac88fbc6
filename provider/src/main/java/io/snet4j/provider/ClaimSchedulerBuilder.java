package io.snet4j.provider;

import io.snet4j.internal.core.Positive;
import io.snet4j.value.BlockCount;
import io.snet4j.value.Cogs;
import io.snet4j.value.Wei;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Options of a {@link ClaimScheduler}. Without any, a channel is claimed when it expires soon, and not before. Not
 * thread-safe.
 *
 * @since 0.1.0
 */
public final class ClaimSchedulerBuilder {
    private final ProviderClaims claims;
    private @Nullable Cogs amount;
    private @Nullable Cogs totalAmount;
    private @Nullable Duration age;
    private @Nullable Wei maxGasPrice;
    private BlockCount expirationMargin = BlockCount.of(7200);
    private Duration interval = Duration.ofMinutes(10);
    private ProviderListener listener = ProviderListener.none();
    private Clock clock = Clock.systemUTC();
    private ClaimPause pause = ClaimPause.real();

    ClaimSchedulerBuilder(ProviderClaims claims) {
        this.claims = claims;
    }

    /**
     * A channel is claimed once so much is unclaimed in it. Should be a good deal more than a claim's fee is worth. No
     * amount unless set.
     *
     * @throws IllegalArgumentException for zero
     */
    public ClaimSchedulerBuilder amount(Cogs amount) {
        this.amount = positive("amount", amount);
        return this;
    }

    /**
     * All channels are claimed once so much is unclaimed in them together. No amount unless set.
     *
     * @throws IllegalArgumentException for zero
     */
    public ClaimSchedulerBuilder totalAmount(Cogs amount) {
        totalAmount = positive("totalAmount", amount);
        return this;
    }

    /**
     * A channel is claimed once its payments have been unclaimed for so long. Counted from when this scheduler first
     * saw some of them, as daemons do not say when they were made. No age unless set.
     *
     * @throws IllegalArgumentException unless positive
     */
    public ClaimSchedulerBuilder age(Duration age) {
        this.age = Positive.of("age", age);
        return this;
    }

    /**
     * While a transaction would offer more than this for each unit of gas ({@link io.snet4j.chain.Chain#maxFeePerGas},
     * about twice the base fee), nothing is claimed but what expires soon. Any price unless set.
     *
     * @throws IllegalArgumentException for zero
     */
    public ClaimSchedulerBuilder maxGasPrice(Wei perGas) {
        if (perGas.isZero()) {
            throw new IllegalArgumentException("maxGasPrice must be positive, not " + perGas);
        }
        maxGasPrice = perGas;
        return this;
    }

    /**
     * How many blocks before its expiration a channel is claimed whatever its amount and the price of gas. From the
     * expiration on the sender may take the money back, so the margin should be a good deal longer than eight
     * intervals. 7200 unless set, which is a day on Ethereum; a daemon's {@code payment_expiration_threshold} should be
     * more.
     */
    public ClaimSchedulerBuilder expirationMargin(BlockCount blocks) {
        expirationMargin = blocks;
        return this;
    }

    /**
     * How long a started scheduler waits between two looks. Ten minutes unless set.
     *
     * @throws IllegalArgumentException unless it is a millisecond or more
     */
    public ClaimSchedulerBuilder interval(Duration time) {
        Positive.of("interval in milliseconds", time.toMillis());
        interval = time;
        return this;
    }

    /** Hears of claims. */
    public ClaimSchedulerBuilder listener(ProviderListener listener) {
        this.listener = listener;
        return this;
    }

    /** What ages are read from. The system's clock unless set. */
    public ClaimSchedulerBuilder clock(Clock clock) {
        this.clock = clock;
        return this;
    }

    ClaimSchedulerBuilder pause(ClaimPause pause) {
        this.pause = pause;
        return this;
    }

    /** Does no I/O, and looks at nothing before it is {@linkplain ClaimScheduler#start started}. */
    public ClaimScheduler build() {
        ClaimRules rules = new ClaimRules(
                Optional.ofNullable(amount),
                Optional.ofNullable(totalAmount),
                Optional.ofNullable(age),
                Optional.ofNullable(maxGasPrice),
                expirationMargin);
        return new ClaimScheduler(claims, rules, interval, listener, clock, pause);
    }

    private static Cogs positive(String what, Cogs amount) {
        if (amount.isZero()) {
            throw new IllegalArgumentException(what + " must be positive, not " + amount);
        }
        return amount;
    }
}
