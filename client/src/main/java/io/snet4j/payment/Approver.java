package io.snet4j.payment;

/**
 * Asked before a payment is signed; see {@link SpendingLimit.Builder#approve}. Calls may ask at the same time, so it
 * has to be thread-safe.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Approver {
    /**
     * May block: it runs on a thread of the client, holds no payment channel, and the call's deadline goes on. An
     * answer that comes after it counts nothing. What it throws refuses the payment.
     *
     * @return whether it may be signed
     */
    boolean approve(ApprovalRequest payment);
}
