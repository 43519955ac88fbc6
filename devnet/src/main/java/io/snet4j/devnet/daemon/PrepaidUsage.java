package io.snet4j.devnet.daemon;

import io.snet4j.value.Cogs;

/**
 * The prepaid calls of one channel, counted since its first payment in advance, whatever was claimed meanwhile.
 *
 * @param planned paid in advance
 * @param used the price of every call that was let through, failed ones included
 * @param refunded the price of those that failed
 * @since 0.1.0
 */
public record PrepaidUsage(Cogs planned, Cogs used, Cogs refunded) {
    static final PrepaidUsage NONE = new PrepaidUsage(Cogs.ZERO, Cogs.ZERO, Cogs.ZERO);

    PrepaidUsage plan(Cogs amount) {
        return new PrepaidUsage(planned.plus(amount), used, refunded);
    }

    PrepaidUsage use(Cogs price) {
        return new PrepaidUsage(planned, used.plus(price), refunded);
    }

    PrepaidUsage refund(Cogs price) {
        return new PrepaidUsage(planned, used, refunded.plus(price));
    }

    boolean isExceeded() {
        return used.compareTo(planned.plus(refunded)) > 0;
    }
}
