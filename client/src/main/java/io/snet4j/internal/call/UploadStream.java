package io.snet4j.internal.call;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.snet4j.internal.core.Budget;
import io.snet4j.internal.transport.CallFailure;
import io.snet4j.internal.transport.CallProbe;
import io.snet4j.internal.transport.WatchedCall;
import io.snet4j.wire.training.TrainingDaemonProto.AuthorizationDetails;
import io.snet4j.wire.training.TrainingDaemonProto.UploadAndValidateRequest;
import io.snet4j.wire.training.TrainingProto.StatusResponse;
import io.snet4j.wire.training.TrainingProto.UploadInput;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One attempt of an upload, sent from the calling thread. A message is signed only when the transport has room for it:
 * one that is signed and waits grows too old for the daemon, and memory stays at one message.
 */
final class UploadStream {
    /** In bytes still queued: the transport has room only when it has passed on everything. */
    private static final int ALL_PASSED_ON = 1;

    private final Channel daemon;
    private final Metadata headers;
    private final Budget budget;
    private final Supplier<AuthorizationDetails> authorization;
    private final UploadPace pace;
    private final CallProbe probe = new CallProbe();
    private final Events events = new Events();
    private boolean complete;

    UploadStream(
            Channel daemon,
            Metadata headers,
            Budget budget,
            Supplier<AuthorizationDetails> authorization,
            UploadPace pace) {
        this.daemon = daemon;
        this.headers = headers;
        this.budget = budget;
        this.authorization = authorization;
        this.pace = pace;
    }

    /** Whether all messages were sent, so that the daemon may finish without us. */
    boolean isComplete() {
        return complete;
    }

    /**
     * @throws CallFailure if the call fails; after an interrupt with {@code CANCELLED} and the interrupt flag set
     * @throws Aborted if the source failed; the call is cancelled
     */
    StatusResponse send(UploadSource source) throws CallFailure, Aborted {
        CallOptions options = CallOptions.DEFAULT
                .withDeadlineAfter(budget.left().toNanos(), TimeUnit.NANOSECONDS)
                .withOnReadyThreshold(ALL_PASSED_ON);
        CallSpec<UploadAndValidateRequest, StatusResponse> spec = CallSpec.UPLOAD_AND_VALIDATE;
        ClientCall<UploadAndValidateRequest, StatusResponse> call =
                WatchedCall.ofDaemon(daemon, spec.method(), spec.maxAnswerBytes(), options, probe);
        call.start(events, headers);
        call.request(1);
        try {
            sendAll(source, call);
            return events.answer();
        } catch (InterruptedException e) {
            call.cancel("the calling thread was interrupted", e);
            Thread.currentThread().interrupt();
            throw cancelled(Status.CANCELLED.withDescription("the calling thread was interrupted"));
        } catch (CallFailure failure) {
            throw failure;
        } catch (RuntimeException e) {
            call.cancel("the upload was given up", e);
            throw new Aborted(
                    e,
                    cancelled(Status.CANCELLED
                            .withDescription("the upload was given up")
                            .withCause(e)));
        }
    }

    private void sendAll(UploadSource source, ClientCall<UploadAndValidateRequest, StatusResponse> call)
            throws InterruptedException, CallFailure {
        source.taken();
        Optional<UploadInput> input = next(source, call);
        while (input.isPresent()) {
            call.sendMessage(UploadAndValidateRequest.newBuilder()
                    .setAuthorization(authorization.get())
                    .setUploadInput(input.get())
                    .build());
            pace.sent(input.get().getData().size());
            source.taken();
            source.readAhead(pace);
            input = next(source, call);
        }
        complete = true;
        call.halfClose();
    }

    /** Signed only now that the last one is gone; empty also if the daemon needs no more. */
    private Optional<UploadInput> next(UploadSource source, ClientCall<?, ?> call)
            throws InterruptedException, CallFailure {
        pace.waiting();
        if (!events.awaitRoom(call)) {
            return Optional.empty();
        }
        pace.ready();
        return source.next(pace);
    }

    private CallFailure failure(Status status) {
        return new CallFailure(CallSpec.UPLOAD_AND_VALIDATE.method().getFullMethodName(), status, probe);
    }

    private CallFailure cancelled(Status status) {
        return CallFailure.cancelled(CallSpec.UPLOAD_AND_VALIDATE.method().getFullMethodName(), status, probe);
    }

    /** The source failed, not the call. */
    static final class Aborted extends Exception {
        private static final long serialVersionUID = 1L;

        private final RuntimeException reason;
        private final CallFailure failure;

        private Aborted(RuntimeException reason, CallFailure failure) {
            super(reason);
            this.reason = reason;
            this.failure = failure;
        }

        RuntimeException reason() {
            return reason;
        }

        /** How the call ended, which was cancelled because the source failed. */
        CallFailure failure() {
            return failure;
        }
    }

    /** What the transport tells, for the thread that sends. */
    private final class Events extends ClientCall.Listener<StatusResponse> {
        private Optional<StatusResponse> message = Optional.empty();
        private Optional<Status> end = Optional.empty();

        /** Whether to go on: a daemon may say that all is well before it has everything. */
        synchronized boolean awaitRoom(ClientCall<?, ?> call) throws InterruptedException, CallFailure {
            while (end.isEmpty() && !call.isReady()) {
                wait();
            }
            if (end.isPresent() && !end.get().isOk()) {
                throw failure(end.get());
            }
            return end.isEmpty();
        }

        synchronized StatusResponse answer() throws InterruptedException, CallFailure {
            while (end.isEmpty()) {
                wait();
            }
            if (!end.get().isOk()) {
                throw failure(end.get());
            }
            return message.orElseThrow();
        }

        @Override
        public synchronized void onReady() {
            notifyAll();
        }

        @Override
        public synchronized void onMessage(StatusResponse response) {
            message = Optional.of(response);
        }

        @Override
        public synchronized void onClose(Status status, Metadata trailers) {
            end = Optional.of(status);
            notifyAll();
        }
    }
}
