package io.snet4j.errors;

import org.jspecify.annotations.Nullable;

/**
 * The daemon told something that cannot be so: about the payment channel, what its signatures do not prove; about prepaid
 * or free calls, what this client knows better. Nothing was signed because of it.
 */
public class UntrustedDaemonException extends PaymentException {
    private static final long serialVersionUID = 1L;

    public UntrustedDaemonException(String message) {
        this(message, null);
    }

    public UntrustedDaemonException(String message, @Nullable Throwable cause) {
        super(message, cause, Charge.NONE);
    }
}
