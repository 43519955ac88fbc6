package io.snet4j.money;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.errors.SnetException.Charge;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.Cogs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the user agreed to pay, from the calls that were made and how they ended; and what was signed, from where the
 * key is. What a provider can claim at a nonce is the highest amount signed for it, in whatever order amounts were
 * signed.
 */
final class Agreed {
    private final Map<PaymentKey, Cogs> charged = new HashMap<>();
    private final Map<PaymentKey, Cogs> highestUncharged = new HashMap<>();
    private final Map<PaymentKey, Cogs> highestSigned = new HashMap<>();
    private Cogs sum = Cogs.ZERO;
    private int calls;
    private int unknown;

    /** @param signed what was signed for one call, attempt by attempt; the last one counts */
    void call(Cogs price, List<SignedAmount> signed, Charge charge) {
        for (SignedAmount payment : signed) {
            highestSigned.merge(PaymentKey.of(payment), payment.amount(), Agreed::higher);
            highestUncharged.merge(PaymentKey.of(payment), price, Agreed::higher);
            assertThat(payment.price()).isEqualTo(price);
        }
        if (charge != Charge.NONE) {
            SignedAmount last = signed.get(signed.size() - 1);
            charged.merge(PaymentKey.of(last), price, Cogs::plus);
            sum = sum.plus(price);
            calls++;
            unknown += charge == Charge.UNKNOWN ? 1 : 0;
        }
    }

    /** All that was charged, with what may have been. */
    Cogs sum() {
        return sum;
    }

    int charges() {
        return calls;
    }

    /** Of {@link #charges}, those of which nobody knows. */
    int unknown() {
        return unknown;
    }

    Cogs highestSigned(PaymentKey key) {
        return highestSigned.getOrDefault(key, Cogs.ZERO);
    }

    /** Beyond what was charged there may be one signature for a call that was not. */
    void verifySignedIsAgreed() {
        highestSigned.forEach((key, amount) -> {
            Cogs most = charged.getOrDefault(key, Cogs.ZERO).plus(highestUncharged.getOrDefault(key, Cogs.ZERO));
            assertThat(amount).as("signed for " + key).isLessThanOrEqualTo(most);
        });
    }

    private static Cogs higher(Cogs a, Cogs b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
