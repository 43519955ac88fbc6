package io.snet4j.observe;

import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.text.ForeignText;
import java.time.Duration;
import java.util.Optional;

/**
 * A call that a user made of a service, over all its attempts and with the payment that it needed.
 *
 * @param method {@code package.Service/method}
 * @param took from the user's call to its end, waiting for a payment channel included
 * @param charge whether money was paid for it
 * @param failure what the user got instead of an answer
 * @since 0.1.0
 */
public record Call(String method, Duration took, Charge charge, Optional<SnetException> failure) {
    /** Printable and short, whatever strangers wrote. */
    @Override
    public String toString() {
        return ForeignText.of(
                "Call[method=" + method + ", took=" + took + ", charge=" + charge + ", failure=" + failure + "]");
    }
}
