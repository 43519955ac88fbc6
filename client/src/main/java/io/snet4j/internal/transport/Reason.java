package io.snet4j.internal.transport;

import io.grpc.Status;
import java.nio.channels.ClosedChannelException;

/** What a failed call means, as far as its code and text tell. */
public enum Reason {
    STALE_NONCE,
    /** Somebody signed more for the channel meanwhile. */
    STALE_AMOUNT,
    PRICE_MISMATCH,
    CHANNEL_BUSY,
    CHANNEL_EXPIRING,
    CHANNEL_EMPTY,
    CHANNEL_UNKNOWN,
    CHANNEL_WRONG,
    PAYMENT_SIGNATURE,
    PAYMENT_TYPE,
    FREE_CALL_REFUSED,
    /** Its token is too old, or not of this daemon's key any more; another one may do. */
    FREE_CALL_TOKEN_STALE,
    FREE_CALLS_USED_UP,
    /** The user has another free call running. */
    FREE_CALL_BUSY,
    PREPAID_REFUSED,
    /** Its token is too old, or not of this daemon's key any more; another one may do. */
    PREPAID_TOKEN_STALE,
    PREPAID_USED_UP,
    /** The amount was signed, but not in advance: nothing is prepaid with it. */
    PREPAID_UNPLANNED,
    CLAIM_REFUSED,
    /** Daemons without training take its calls for those of their service, which are paid. */
    PAYMENT_MISSING,
    DAEMON_TROUBLE,
    BAD_REQUEST,
    MODEL_NOT_FOUND,
    MODEL_NOT_ACCESSIBLE,
    NOT_OWNER,
    AUTHORIZATION_EXPIRED,
    /** The daemon hides what is wrong with the authorization. */
    AUTHORIZATION_UNEXPLAINED,
    AUTHORIZATION_REFUSED,
    PROVIDER_FAILED,
    TRAINING_OFF,
    UPLOAD_UNSUPPORTED,
    OVERLOADED,
    UNREACHABLE,
    /** The answer came, and is none: told by this side. */
    UNREADABLE,
    DEADLINE,
    /** By this side. */
    CANCELLED,
    UNIMPLEMENTED,
    OTHER;

    /** The text decides where it is known: the daemon's codes say little, and 1000 does not survive gRPC for Java. */
    static Reason of(String fullMethodName, Status status) {
        Reason reason = KnownTexts.find(status.getDescription()).orElseGet(() -> byCode(status));
        return DaemonMethods.isTraining(fullMethodName) && (reason == UNIMPLEMENTED || reason == PAYMENT_MISSING)
                ? TRAINING_OFF
                : reason;
    }

    private static Reason byCode(Status status) {
        if (status.getCause() instanceof ClosedChannelException) {
            // Cut off while the call was written to it: gRPC's transport calls that unknown.
            return UNREACHABLE;
        }
        return switch (status.getCode()) {
            // A connection that is cut off shows as either.
            case UNAVAILABLE, CANCELLED -> UNREACHABLE;
            case DEADLINE_EXCEEDED -> DEADLINE;
            case UNIMPLEMENTED -> UNIMPLEMENTED;
            default -> OTHER;
        };
    }

    /** Whether it was told by a text of the daemon's, not by a code. */
    boolean isKnownText() {
        return switch (this) {
            case UNREACHABLE, UNREADABLE, DEADLINE, CANCELLED, UNIMPLEMENTED, OTHER -> false;
            default -> true;
        };
    }
}
