package io.snet4j.internal.call;

import io.grpc.Metadata;
import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.call.CallSpec.Repeat;
import io.snet4j.internal.call.CallSpec.Signing;
import io.snet4j.internal.call.CallWatch.Outcome;
import io.snet4j.internal.pay.CallPayment;
import io.snet4j.internal.pay.PaymentHeaders;
import io.snet4j.internal.pay.PaymentRequest;
import io.snet4j.internal.transport.Budget;
import io.snet4j.internal.transport.CallFailure;
import io.snet4j.internal.transport.Reason;
import io.snet4j.internal.transport.UnaryCall;
import io.snet4j.value.Cogs;
import io.snet4j.wire.training.TrainingDaemonProto.AuthorizationDetails;
import io.snet4j.wire.training.TrainingProto.StatusResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Makes the calls of the table: prepares the payment, signs the authorization last, sends, and decides what follows from
 * a failure. Thread-safe; blocks.
 */
public final class TrainingCalls {
    private static final int OUTAGE_TRIES = 3;
    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(200);

    private final ServiceParts service;
    private final Authorizer authorizer;

    public TrainingCalls(ServiceParts service) {
        this.service = service;
        this.authorizer = new Authorizer(service.payer().wallet(), service.reusableAuthorizations(), System::nanoTime);
    }

    public ServiceParts service() {
        return service;
    }

    /** @param request gets the authorization, an empty one where the call is not signed */
    public <Q, R> R free(CallSpec<Q, R> spec, Function<AuthorizationDetails, Q> request, Duration deadline) {
        return watched(spec, () -> new Outcome<>(makeFree(spec, request, deadline), Charge.NONE));
    }

    private <Q, R> R makeFree(CallSpec<Q, R> spec, Function<AuthorizationDetails, Q> request, Duration deadline) {
        Budget budget = Budget.of(deadline);
        if (spec.quotes()) {
            // Who asks for a price pays next.
            authorizer.prepare();
        }
        boolean signedAgain = false;
        int outages = 0;
        while (true) {
            try {
                AuthorizationDetails authorization = authorizer.authorize(spec);
                return UnaryCall.of(spec.method(), spec.maxAnswerBytes())
                        .send(service.daemon(), request.apply(authorization), budget);
            } catch (CallFailure failure) {
                if (!signedAgain && spec.signing() != Signing.NONE && isAboutTheSignature(failure)) {
                    signedAgain = true;
                    authorizer.forget(spec);
                } else if (outages < OUTAGE_TRIES && isOutage(spec, failure) && !budget.isUsedUp()) {
                    pause(outages++);
                } else {
                    throw failure.toException(Charge.NONE);
                }
            }
        }
    }

    public <Q, R> R paid(
            CallSpec<Q, R> spec,
            String modelId,
            Cogs price,
            Function<AuthorizationDetails, Q> request,
            Duration deadline) {
        return watched(spec, () -> makePaid(spec, modelId, price, request, deadline));
    }

    private <Q, R> Outcome<R> makePaid(
            CallSpec<Q, R> spec,
            String modelId,
            Cogs price,
            Function<AuthorizationDetails, Q> request,
            Duration deadline) {
        Budget budget = Budget.of(deadline);
        authorizer.prepare();
        CallPayment attempts = service.payments().beginTraining(paymentRequest(spec, modelId, price), budget);
        Metadata headers = attempts.await(budget);
        while (true) {
            try {
                Q message = request.apply(authorizer.authorize(spec));
                R answer = UnaryCall.of(spec.method(), spec.maxAnswerBytes())
                        .headers(headers)
                        .send(attempts.over(service.daemon()), message, budget);
                return new Outcome<>(answer, attempts.charged());
            } catch (CallFailure failure) {
                forgetRefused(spec, failure);
                headers = attempts.recover(failure);
            } catch (RuntimeException | Error e) {
                // The chain could not be asked for a block to sign at.
                attempts.abandon();
                throw e;
            }
        }
    }

    /**
     * Pays for a stream of messages, each of which is authorized when the transport takes it.
     *
     * @param uploads makes the messages from the start, for each attempt
     * @param paces one for each attempt
     * @param budget for the stream and the wait for the payment
     */
    public StatusResponse upload(
            String modelId, Cogs price, UploadSource.Factory uploads, Supplier<UploadPace> paces, Budget budget) {
        return watched(CallSpec.UPLOAD_AND_VALIDATE, () -> makeUpload(modelId, price, uploads, paces, budget));
    }

    private <R> R watched(CallSpec<?, ?> spec, Supplier<Outcome<R>> call) {
        return CallWatch.over(service.listener(), spec.method().getFullMethodName(), call);
    }

    private Outcome<StatusResponse> makeUpload(
            String modelId, Cogs price, UploadSource.Factory uploads, Supplier<UploadPace> paces, Budget budget) {
        CallSpec<?, ?> spec = CallSpec.UPLOAD_AND_VALIDATE;
        UploadBlocks blocks = authorizer.prepareUpload();
        CallPayment attempts = service.payments().beginTraining(paymentRequest(spec, modelId, price), budget);
        Metadata headers = attempts.await(budget);
        while (true) {
            UploadPace pace = paces.get();
            UploadStream stream = new UploadStream(
                    attempts.over(service.daemon()),
                    headers,
                    budget,
                    () -> authorizer.authorizeAhead(spec, blocks, pace),
                    pace);
            try (UploadSource source = uploads.open()) {
                StatusResponse answer = stream.send(source);
                return new Outcome<>(answer, attempts.charged());
            } catch (CallFailure failure) {
                if (failure.sent() && !failure.refusedByDaemon()) {
                    throw attempts.fail(failure, stream.isComplete());
                }
                forgetRefused(spec, failure);
                headers = attempts.recover(failure);
            } catch (UploadStream.Aborted e) {
                throw reasonOf(e, attempts.fail(e.failure(), false));
            } catch (RuntimeException | Error e) {
                attempts.abandon();
                throw e;
            }
        }
    }

    /** The caller's own failure, unless the daemon may have been paid in spite of it. */
    private static RuntimeException reasonOf(UploadStream.Aborted aborted, SnetException outcome) {
        if (outcome.charge() == Charge.NONE) {
            return aborted.reason();
        }
        outcome.addSuppressed(aborted.reason());
        return outcome;
    }

    /** A model id that gets lost on the way would be paid for as another model's, and brings a daemon down. */
    private static PaymentRequest paymentRequest(CallSpec<?, ?> spec, String modelId, Cogs price) {
        if (!PaymentHeaders.canCarry(modelId)) {
            throw new InvalidRequestException("the model id \"" + modelId + "\" cannot be paid for: only 1 to "
                    + PaymentHeaders.MAX_MODEL_ID + " printable ASCII characters travel in a header");
        }
        return new PaymentRequest(spec.method().getFullMethodName(), price, Optional.of(modelId));
    }

    private void forgetRefused(CallSpec<?, ?> spec, CallFailure failure) {
        if (isAboutTheSignature(failure)) {
            authorizer.forget(spec);
        }
    }

    private static boolean isAboutTheSignature(CallFailure failure) {
        return failure.reason() == Reason.AUTHORIZATION_EXPIRED || failure.reason() == Reason.AUTHORIZATION_UNEXPLAINED;
    }

    private static boolean isOutage(CallSpec<?, ?> spec, CallFailure failure) {
        boolean outage = failure.reason() == Reason.UNREACHABLE || failure.reason() == Reason.OVERLOADED;
        return outage && (spec.repeat() != Repeat.ONCE || !failure.sent());
    }

    private void pause(int attempt) {
        try {
            service.payer().wallet().pauses().backOff(attempt, FIRST_BACK_OFF);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallCancelledException("the calling thread was interrupted", e, Charge.NONE);
        }
    }
}
