package io.snet4j.errors;

/**
 * The spending limit does not allow to pay this organization or service: it is denied, or others are allowed and it is
 * not among them. Nothing was signed and no payment channel was opened.
 *
 * @since 0.1.0
 */
public class ServiceNotAllowedException extends PaymentException {
    private static final long serialVersionUID = 1L;

    public ServiceNotAllowedException(String message) {
        super(message, null, Charge.NONE);
    }
}
