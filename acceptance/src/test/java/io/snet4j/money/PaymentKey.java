package io.snet4j.money;

import io.snet4j.payment.SignedAmount;
import java.math.BigInteger;

/** What amounts are cumulative over: a channel at a nonce. */
record PaymentKey(BigInteger channel, BigInteger nonce) {
    static PaymentKey of(SignedAmount payment) {
        return new PaymentKey(payment.channelId().value(), payment.nonce().value());
    }
}
