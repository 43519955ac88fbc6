package io.snet4j.errors;

import org.jspecify.annotations.Nullable;

/** The daemon told something about the payment channel that its signatures do not prove. Nothing was signed. */
public class UntrustedDaemonException extends PaymentException {
    private static final long serialVersionUID = 1L;

    public UntrustedDaemonException(String message) {
        this(message, null);
    }

    public UntrustedDaemonException(String message, @Nullable Throwable cause) {
        super(message, cause, Charge.NONE);
    }
}
