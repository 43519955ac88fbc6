package io.snet4j.errors;

import org.jspecify.annotations.Nullable;

/**
 * Who is to approve payments of this size did not: it refused, or failed, and its failure is the cause. Nothing was
 * signed.
 *
 * @since 0.1.0
 */
public class PaymentNotApprovedException extends PaymentException {
    private static final long serialVersionUID = 1L;

    public PaymentNotApprovedException(String message, @Nullable Throwable cause) {
        super(message, cause, Charge.NONE);
    }
}
