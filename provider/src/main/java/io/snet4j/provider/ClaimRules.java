package io.snet4j.provider;

import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.Cogs;
import io.snet4j.value.Wei;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * When a payment is claimed.
 *
 * @param amount of one channel
 * @param totalAmount of all channels together
 * @param age since it was first seen
 * @param gasPrice the most that is offered, unless an expiration is near
 * @param margin how many blocks before its expiration a channel is claimed whatever else holds
 */
record ClaimRules(
        Optional<Cogs> amount,
        Optional<Cogs> totalAmount,
        Optional<Duration> age,
        Optional<Wei> gasPrice,
        BlockCount margin) {
    /** @param age of each payment */
    List<UnclaimedPayment> due(
            List<UnclaimedPayment> unclaimed, BlockNumber now, Function<UnclaimedPayment, Duration> age) {
        Cogs total = unclaimed.stream().map(UnclaimedPayment::amount).reduce(Cogs.ZERO, Cogs::plus);
        Predicate<UnclaimedPayment> isDue = reaches(totalAmount, total)
                ? payment -> true
                : payment -> reaches(amount, payment.amount())
                        || reaches(this.age, age.apply(payment))
                        || isUrgent(payment, now);
        return unclaimed.stream()
                .filter(payment -> !payment.amount().isZero())
                .filter(isDue)
                .toList();
    }

    /** Of these, what may be claimed at this price of gas. */
    List<UnclaimedPayment> affordable(List<UnclaimedPayment> due, BlockNumber now, Wei price) {
        return gasPrice.filter(most -> price.compareTo(most) > 0).isEmpty()
                ? due
                : due.stream().filter(payment -> isUrgent(payment, now)).toList();
    }

    private boolean isUrgent(UnclaimedPayment payment, BlockNumber now) {
        return !payment.expiration().minus(margin).isAfter(now);
    }

    private static <T extends Comparable<T>> boolean reaches(Optional<T> limit, T value) {
        return limit.filter(least -> value.compareTo(least) >= 0).isPresent();
    }
}
