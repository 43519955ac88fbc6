package io.snet4j.errors;

import io.snet4j.internal.text.ForeignFailure;
import io.snet4j.internal.text.ForeignText;
import org.jspecify.annotations.Nullable;

/**
 * The root of everything this library throws on purpose, beside {@link IllegalArgumentException} and
 * {@link IllegalStateException} for programming errors. Its kinds are closed and differ by what the caller can do;
 * below a kind, new leaves may appear. Messages name the value that was wrong and the way out, and never hold a secret.
 * They are one printable line of at most 2000 characters: of what strangers wrote, control and format characters are
 * escaped, and of a long text head and tail are kept. The same holds for the causes: one whose text is not like that is
 * replaced by a copy with its stack trace.
 *
 * @since 0.1.0
 */
public abstract sealed class SnetException extends RuntimeException
        permits InvalidRequestException,
                NotFoundException,
                PaymentException,
                ServiceCallException,
                DependencyException,
                TrainingFailedException,
                WaitTimeoutException,
                CallCancelledException {
    private static final long serialVersionUID = 1L;

    private final Charge charge;

    SnetException(String message, @Nullable Throwable cause, Charge charge) {
        super(ForeignText.of(message), ForeignFailure.printable(cause));
        this.charge = charge;
    }

    /** Whether this failure cost money. */
    public final Charge charge() {
        return charge;
    }

    /** Whether the same call may succeed later without any change by the caller. */
    public boolean isRetryable() {
        return false;
    }

    /** What a failed call cost. */
    public enum Charge {
        /** Nothing was paid. */
        NONE,
        /** The call's price was paid, although the call failed. */
        CHARGED,
        /** Even asking the daemon for the channel's state did not tell. Look before paying again. */
        UNKNOWN
    }
}
