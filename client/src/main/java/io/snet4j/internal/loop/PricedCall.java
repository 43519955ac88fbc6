package io.snet4j.internal.loop;

import io.snet4j.errors.PaymentException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.text.ForeignText;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.Cogs;
import io.snet4j.wire.escrow.TokenServiceGrpc;
import java.math.BigInteger;
import java.util.Optional;

/**
 * What is to be paid.
 *
 * @param method {@code package.Service/method}
 * @param modelId for training calls, which are paid by {@code train-call}; others are by {@code escrow}
 */
public record PricedCall(String method, Cogs price, Optional<String> modelId) {
    private static final String IN_ADVANCE =
            TokenServiceGrpc.getGetTokenMethod().getFullMethodName();

    /** For an amount that pays many calls, or that is signed once more for their token. */
    public static PricedCall inAdvance(Cogs amount) {
        return new PricedCall(IN_ADVANCE, amount, Optional.empty());
    }

    /** @throws NoTicket for an amount in advance with a number that the protocol's message has no room for */
    public void requireSayable(SignedAmount payment) {
        boolean sayable = isUint64(payment.channelId().value())
                && isUint64(payment.nonce().value())
                && isUint64(payment.amount().value());
        if (method.equals(IN_ADVANCE) && !sayable) {
            throw new NoTicket(new PaymentException(
                    "payment channel " + payment.channelId() + " would be signed for " + payment.amount() + " at nonce "
                            + payment.nonce() + "; calls can be prepaid with numbers below 2^64 only",
                    null,
                    Charge.NONE));
        }
    }

    private static boolean isUint64(BigInteger number) {
        return number.bitLength() <= Long.SIZE;
    }

    /** Printable and short, whatever strangers wrote. */
    @Override
    public String toString() {
        return ForeignText.of("PricedCall[method=" + method + ", price=" + price + ", modelId=" + modelId + "]");
    }
}
