package io.snet4j.errors;

import org.jspecify.annotations.Nullable;

/**
 * The daemon told something that cannot be so: about the payment channel, what its signatures do not prove; about
 * prepaid or free calls, what this client knows better; or it lists models without end. Or it took a payment that it
 * had refused. Nothing more is signed because of it; {@link #charge()} says whether it took the payment of this very
 * call.
 *
 * @since 0.1.0
 */
public class UntrustedDaemonException extends PaymentException {
    private static final long serialVersionUID = 1L;

    public UntrustedDaemonException(String message) {
        this(message, null);
    }

    public UntrustedDaemonException(String message, @Nullable Throwable cause) {
        this(message, cause, Charge.NONE);
    }

    public UntrustedDaemonException(String message, @Nullable Throwable cause, Charge charge) {
        super(message, cause, charge);
    }
}
