package io.snet4j.internal.call;

import io.grpc.Channel;
import io.grpc.Metadata;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.call.CallSpec.Repeat;
import io.snet4j.internal.call.CallSpec.Signing;
import io.snet4j.internal.core.Budget;
import io.snet4j.internal.core.Deadline;
import io.snet4j.internal.loop.Attempt;
import io.snet4j.internal.loop.CallLoop.Paid;
import io.snet4j.internal.loop.CallerThread;
import io.snet4j.internal.loop.PaymentHeaders;
import io.snet4j.internal.loop.PricedCall;
import io.snet4j.internal.loop.Ticket;
import io.snet4j.internal.onchain.PayerAccount;
import io.snet4j.internal.percall.PerCall;
import io.snet4j.internal.transport.CallFailure;
import io.snet4j.internal.transport.Reason;
import io.snet4j.internal.transport.UnaryCall;
import io.snet4j.observe.Call;
import io.snet4j.value.Cogs;
import io.snet4j.wire.training.TrainingDaemonProto.AuthorizationDetails;
import io.snet4j.wire.training.TrainingProto.StatusResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Makes the calls of the table: each attempt signs its authorization last, and sends. Thread-safe; blocks. */
public final class TrainingCalls {
    private final ServiceParts service;
    private final Authorizer authorizer;

    public TrainingCalls(ServiceParts service) {
        this.service = service;
        PayerAccount account = service.payer().channels().account();
        this.authorizer =
                new Authorizer(account.signer(), account.blocks(), service.reusableAuthorizations(), System::nanoTime);
    }

    public ServiceParts service() {
        return service;
    }

    /** @param request gets the authorization, an empty one where the call is not signed */
    public <Q, R> R free(CallSpec<Q, R> spec, Function<AuthorizationDetails, Q> request, Duration deadline) {
        Budget budget = Budget.of(deadline);
        boolean signed = spec.signing() != Signing.NONE;
        boolean repeatable = spec.repeat() != Repeat.ONCE;
        if (spec.quotes()) {
            // A caller that asks for a price pays next, and needs a block for that signature.
            authorizer.prepare();
        }
        return watched(spec, () -> service.daemonCalls()
                .call(
                        signed,
                        repeatable,
                        unpaid -> send(spec, service.daemon(), new Metadata(), request, budget),
                        budget));
    }

    private <Q, R> R send(
            CallSpec<Q, R> spec,
            Channel daemon,
            Metadata headers,
            Function<AuthorizationDetails, Q> request,
            Budget budget)
            throws CallFailure {
        Q message = request.apply(Deadline.within(budget, () -> authorizer.authorize(spec)));
        try {
            return UnaryCall.of(spec.method(), spec.maxAnswerBytes())
                    .headers(headers)
                    .send(daemon, message, budget);
        } catch (CallFailure failure) {
            forgetRefused(spec, failure);
            throw failure;
        }
    }

    public <Q, R> R paid(
            CallSpec<Q, R> spec,
            String modelId,
            Cogs price,
            Function<AuthorizationDetails, Q> request,
            Duration deadline) {
        Budget budget = Budget.of(deadline);
        authorizer.prepare();
        return watched(
                spec,
                () -> pay(
                        paymentRequest(spec, modelId, price),
                        ticket -> send(spec, ticket.over(service.daemon()), ticket.headers(), request, budget),
                        budget));
    }

    /** A call that trains is paid by itself, whatever the strategy for the service's own methods is. */
    private <R> Paid<R> pay(PricedCall request, Attempt.Blocking<R> attempt, Budget budget) {
        PerCall payer = service.payer();
        CallTickets tickets = new CallTickets(
                service.daemon(),
                payer.scope(),
                payer.events(),
                request,
                budget,
                List.of(() -> payer.tickets(request, budget)));
        CallerThread caller = new CallerThread();
        return caller.await(caller.loop(tickets, attempt, budget, payer.scope().pauses()));
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

    private <R> R watched(CallSpec<?, ?> spec, Supplier<Paid<R>> call) {
        long start = System.nanoTime();
        try {
            Paid<R> paid = call.get();
            tell(spec, start, paid.charge(), Optional.empty());
            return paid.answer();
        } catch (SnetException e) {
            tell(spec, start, e.charge(), Optional.of(e));
            throw e;
        }
    }

    private void tell(CallSpec<?, ?> spec, long start, Charge charge, Optional<SnetException> failure) {
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        service.listener().onCall(new Call(spec.method().getFullMethodName(), took, charge, failure));
    }

    private Paid<StatusResponse> makeUpload(
            String modelId, Cogs price, UploadSource.Factory uploads, Supplier<UploadPace> paces, Budget budget) {
        Upload upload = new Upload(uploads, paces, budget);
        try {
            return pay(paymentRequest(CallSpec.UPLOAD_AND_VALIDATE, modelId, price), upload, budget);
        } catch (SnetException e) {
            throw upload.reasonOf(e);
        }
    }

    private final class Upload implements Attempt.Blocking<StatusResponse> {
        private final UploadSource.Factory uploads;
        private final Supplier<UploadPace> paces;
        private final Budget budget;
        private final UploadBlocks blocks = authorizer.prepareUpload();
        private Optional<RuntimeException> abortedBy = Optional.empty();
        private boolean complete;

        private Upload(UploadSource.Factory uploads, Supplier<UploadPace> paces, Budget budget) {
            this.uploads = uploads;
            this.paces = paces;
            this.budget = budget;
        }

        @Override
        public StatusResponse send(Ticket ticket) throws CallFailure {
            UploadPace pace = paces.get();
            UploadStream stream = new UploadStream(
                    ticket.over(service.daemon()),
                    ticket.headers(),
                    budget,
                    () -> authorizer.authorizeAhead(CallSpec.UPLOAD_AND_VALIDATE, blocks, pace),
                    pace);
            try (UploadSource source = uploads.open()) {
                return stream.send(source);
            } catch (CallFailure failure) {
                forgetRefused(CallSpec.UPLOAD_AND_VALIDATE, failure);
                throw failure;
            } catch (UploadStream.Aborted e) {
                abortedBy = Optional.of(e.reason());
                throw e.failure();
            } finally {
                complete = stream.isComplete();
            }
        }

        @Override
        public boolean runsOn() {
            return complete;
        }

        /** The caller's own failure, unless the daemon may have been paid in spite of it. */
        private RuntimeException reasonOf(SnetException outcome) {
            if (abortedBy.isEmpty()) {
                return outcome;
            }
            if (outcome.charge() == Charge.NONE) {
                return abortedBy.get();
            }
            outcome.addSuppressed(abortedBy.get());
            return outcome;
        }
    }

    /**
     * Refuses a model id that would get lost on the way. The payment would be one for another model, and the daemon
     * would break down.
     */
    private static PricedCall paymentRequest(CallSpec<?, ?> spec, String modelId, Cogs price) {
        if (!PaymentHeaders.canCarry(modelId)) {
            throw new InvalidRequestException("the model id \"" + modelId + "\" cannot be paid for: only 1 to "
                    + PaymentHeaders.MAX_MODEL_ID + " printable ASCII characters travel in a header");
        }
        return new PricedCall(spec.method().getFullMethodName(), price, Optional.of(modelId));
    }

    private void forgetRefused(CallSpec<?, ?> spec, CallFailure failure) {
        if (failure.reason() == Reason.AUTHORIZATION_EXPIRED || failure.reason() == Reason.AUTHORIZATION_UNEXPLAINED) {
            authorizer.forget(spec);
        }
    }
}
