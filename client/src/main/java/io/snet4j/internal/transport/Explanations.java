package io.snet4j.internal.transport;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.snet4j.errors.AuthorizationExpiredException;
import io.snet4j.errors.AuthorizationRejectedException;
import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.ChannelBusyException;
import io.snet4j.errors.DaemonUnavailableException;
import io.snet4j.errors.DeadlineExceededException;
import io.snet4j.errors.InsufficientFundsException;
import io.snet4j.errors.ModelNotAccessibleException;
import io.snet4j.errors.ModelNotFoundException;
import io.snet4j.errors.NotOwnerException;
import io.snet4j.errors.PaymentException;
import io.snet4j.errors.PaymentOutcomeUnknownException;
import io.snet4j.errors.PriceChangedException;
import io.snet4j.errors.PrivateAddressException;
import io.snet4j.errors.ProviderFailedException;
import io.snet4j.errors.ServiceCallException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.errors.StreamingUploadUnsupportedException;
import io.snet4j.errors.TrainingUnavailableException;
import io.snet4j.errors.UnreadableAnswerException;
import io.snet4j.errors.UntrustedConnectionException;
import io.snet4j.internal.core.ForbiddenAddressException;
import io.snet4j.internal.text.ForeignFailure;
import io.snet4j.internal.text.ForeignText;

/**
 * What users see of a call that failed: the exception whose kind says what they can do, and the status in texts that
 * can be printed. What it means is read of the status as it came.
 */
public final class Explanations {
    /** With its code before it, it becomes an exception's message. */
    private static final int MOST = ForeignText.MAX_LENGTH - 100;

    private static final String PIPELINE = "Channel Pipeline: [";

    private Explanations() {}

    /** @param daemon "the daemon", with its address where that is known */
    static SnetException explain(String call, String daemon, Reason reason, Status status, Charge charge) {
        StatusRuntimeException cause = printable(status).asRuntimeException();
        if (charge == Charge.UNKNOWN && reason != Reason.CANCELLED) {
            return new PaymentOutcomeUnknownException(
                    text(call, "was cut off, and it is not known whether it was charged", status)
                            + " Look at the model or the channel before paying again.",
                    cause);
        }
        return switch (reason) {
            case PRICE_MISMATCH ->
                new PriceChangedException(text(call, "the price has changed; ask for a new quote", status), cause);
            case CHANNEL_BUSY ->
                new ChannelBusyException(text(call, "another paid call holds the payment channel", status), cause);
            case CHANNEL_EMPTY ->
                new InsufficientFundsException(text(call, "the payment channel holds too little", status), cause);
            case STALE_NONCE,
                    STALE_AMOUNT,
                    CHANNEL_EXPIRING,
                    CHANNEL_UNKNOWN,
                    CHANNEL_WRONG,
                    PAYMENT_SIGNATURE,
                    PAYMENT_TYPE -> new PaymentException(text(call, "the payment was refused", status), cause, charge);
            case FREE_CALL_BUSY ->
                new ChannelBusyException(text(call, "another free call of this user is running", status), cause);
            case FREE_CALL_REFUSED, FREE_CALL_TOKEN_STALE, FREE_CALLS_USED_UP ->
                new PaymentException(text(call, "the daemon gives no free call", status), cause, charge);
            case PREPAID_REFUSED, PREPAID_TOKEN_STALE, PREPAID_USED_UP, PREPAID_UNPLANNED ->
                new PaymentException(text(call, "the daemon refused the prepaid call", status), cause, charge);
            case CLAIM_REFUSED -> new PaymentException(text(call, "the claim was refused", status), cause, charge);
            case MODEL_NOT_FOUND -> new ModelNotFoundException(text(call, "there is no such model", status), cause);
            case MODEL_NOT_ACCESSIBLE ->
                new ModelNotAccessibleException(
                        text(call, "there is no such model, or this address may not use it", status), cause);
            case NOT_OWNER ->
                new NotOwnerException(text(call, "only the model's creator may do this", status), cause, charge);
            case AUTHORIZATION_EXPIRED ->
                new AuthorizationExpiredException(
                        text(
                                call,
                                "the signature was too old or too new for the daemon; is the Ethereum node in sync?",
                                status),
                        cause,
                        charge);
            case AUTHORIZATION_UNEXPLAINED ->
                new AuthorizationRejectedException(
                        text(
                                call,
                                "the daemon did not accept the signature and hides why; is the Ethereum node in sync?",
                                status),
                        cause,
                        charge);
            case AUTHORIZATION_REFUSED ->
                new AuthorizationRejectedException(
                        text(call, "the daemon did not accept the signature", status), cause, charge);
            case PROVIDER_FAILED ->
                new ProviderFailedException(text(call, "the provider behind the daemon failed", status), cause, charge);
            case TRAINING_OFF ->
                new TrainingUnavailableException(text(call, "this daemon offers no training", status), cause);
            case UPLOAD_UNSUPPORTED ->
                new StreamingUploadUnsupportedException(
                        text(
                                call,
                                "this version of the daemon cannot take a dataset by stream; nothing was paid. Give it by"
                                        + " link: set a DatasetHost, or use validateModelPrice(ModelId, URI) and"
                                        + " validateModel",
                                status),
                        cause);
            case OVERLOADED, UNREACHABLE -> unreachable(call, daemon, status, cause, charge);
            case UNREADABLE ->
                new UnreadableAnswerException(text(call, "the answer came, and cannot be read", status), cause, charge);
            case DEADLINE ->
                new DeadlineExceededException(
                        text(call, "no answer from " + daemon + " within the deadline", status), cause, charge);
            case CANCELLED -> new CallCancelledException(text(call, "cancelled", status), cause, charge);
            case DAEMON_TROUBLE, BAD_REQUEST, PAYMENT_MISSING, UNIMPLEMENTED, OTHER ->
                new ServiceCallException(text(call, "the daemon refused or failed", status), cause, charge);
        };
    }

    private static SnetException unreachable(
            String call, String daemon, Status status, StatusRuntimeException cause, Charge charge) {
        if (status.getCause() instanceof ForbiddenAddressException) {
            return new PrivateAddressException(text(call, "the daemon is not called", status), cause, charge);
        }
        return TlsTrouble.of(status.getCause())
                .<SnetException>map(trouble -> new UntrustedConnectionException(
                        text(call, "no connection to " + daemon + " can be trusted: " + trouble, status),
                        cause,
                        charge))
                .orElseGet(
                        () -> new DaemonUnavailableException(text(call, lost(daemon, charge), status), cause, charge));
    }

    /** Something was paid only if the call arrived. */
    private static String lost(String daemon, Charge charge) {
        return charge == Charge.NONE
                ? daemon + " cannot be reached now"
                : "the connection to " + daemon + " broke before the answer came";
    }

    private static String text(String call, String explanation, Status status) {
        String words = status.getDescription() == null ? "" : ": " + plain(status.getDescription());
        return call + ": " + explanation + " [" + status.getCode() + words + "]";
    }

    /** Without the names of netty's handlers, which gRPC adds to what this side has to say. */
    private static String plain(String description) {
        int pipeline = description.indexOf(PIPELINE);
        int end = description.indexOf(']', Math.max(pipeline, 0));
        return pipeline < 0 || end < 0
                ? description
                : (description.substring(0, pipeline).stripTrailing() + description.substring(end + 1)).strip();
    }

    /** The same with printable, short texts. The reasons that this library gives are that already. */
    public static Status printable(Status status) {
        String description = status.getDescription();
        Status shown = description == null ? status : status.withDescription(ForeignText.of(plain(description), MOST));
        return status.getCause() instanceof SnetException
                ? shown
                : shown.withCause(ForeignFailure.printable(status.getCause()));
    }
}
