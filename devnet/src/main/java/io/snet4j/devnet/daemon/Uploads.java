package io.snet4j.devnet.daemon;

import io.grpc.Status.Code;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.snet4j.wire.training.ModelGrpc.ModelStub;
import io.snet4j.wire.training.TrainingDaemonProto.UploadAndValidateRequest;
import io.snet4j.wire.training.TrainingProto.Status;
import io.snet4j.wire.training.TrainingProto.StatusResponse;
import io.snet4j.wire.training.TrainingProto.UploadInput;
import org.jspecify.annotations.Nullable;

/** Hands datasets on to the provider, one message at a time. */
final class Uploads {
    private static final String METHOD = "upload_and_validate";

    private final DaemonVersion version;
    private final Texts texts;
    private final Authorizations authorizations;
    private final DaemonStore store;
    private final Models models;
    private final ProviderModels provider;

    Uploads(
            DaemonVersion version,
            Authorizations authorizations,
            DaemonStore store,
            Models models,
            ProviderModels provider) {
        this.version = version;
        this.texts = new Texts(version);
        this.authorizations = authorizations;
        this.store = store;
        this.models = models;
        this.provider = provider;
    }

    StreamObserver<UploadAndValidateRequest> begin(StreamObserver<StatusResponse> answer) {
        ServerCallStreamObserver<StatusResponse> client = (ServerCallStreamObserver<StatusResponse>) answer;
        ModelStub stub;
        try {
            stub = provider.streams();
        } catch (GrpcFailure e) {
            client.onError(Replies.error(e));
            return new Ignored();
        }
        if (version == DaemonVersion.V6_2) {
            // It holds the first message as bytes and cannot give it to a handler that wants it read.
            client.onError(
                    Replies.error(GrpcFailure.unknown(Texts.streamRefused("training.UploadAndValidateRequest"))));
            return new Ignored();
        }
        client.disableAutoRequest();
        Upload upload = new Upload(client);
        stub.uploadAndValidate(upload);
        client.request(1);
        return upload.fromClient;
    }

    /** Whatever still arrives of a call that was answered. */
    static final class Ignored implements StreamObserver<UploadAndValidateRequest> {
        @Override
        public void onNext(UploadAndValidateRequest message) {}

        @Override
        public void onError(Throwable cause) {}

        @Override
        public void onCompleted() {}
    }

    /**
     * One upload. The next message is asked of the client when the provider has room, so that none waits here. All
     * fields are guarded by this.
     */
    private final class Upload implements ClientResponseObserver<UploadInput, StatusResponse> {
        private final ServerCallStreamObserver<StatusResponse> client;
        private final StreamObserver<UploadAndValidateRequest> fromClient = new FromClient();
        private @Nullable ClientCallStreamObserver<UploadInput> toProvider;
        private boolean firstToLose = version == DaemonVersion.V6_1;
        private boolean waitsForRoom;
        private boolean providerEnded;
        private boolean clientEnded;
        private boolean answered;
        private String modelId = "";
        private Status status = Status.VALIDATING;

        Upload(ServerCallStreamObserver<StatusResponse> client) {
            this.client = client;
            client.setOnCancelHandler(this::clientWentAway);
        }

        @Override
        public synchronized void beforeStart(ClientCallStreamObserver<UploadInput> requests) {
            toProvider = requests;
            requests.setOnReadyHandler(this::providerHasRoom);
        }

        private synchronized void providerHasRoom() {
            if (waitsForRoom) {
                waitsForRoom = false;
                client.request(1);
            }
        }

        private synchronized void clientWentAway() {
            answered = true;
            if (!clientEnded && toProvider != null) {
                toProvider.cancel("the client of the upload went away", null);
            }
        }

        /**
         * One message after the other. The chain is asked without the lock, on which the provider's connection waits.
         */
        private void receive(UploadAndValidateRequest message) {
            if (!isWanted()) {
                return;
            }
            try {
                check(message);
                forward(message.getUploadInput());
            } catch (RuntimeException e) {
                refuse(e);
            }
        }

        private synchronized boolean isWanted() {
            if (!answered && firstToLose) {
                firstToLose = false;
                client.request(1);
                return false;
            }
            return !answered;
        }

        private synchronized void refuse(RuntimeException reason) {
            // The provider sees an upload that looks complete.
            endProvider();
            fail(reason);
        }

        /** A message without upload_input crashes the real daemon (D4 of the wire contract). */
        private void check(UploadAndValidateRequest message) {
            if (!message.hasUploadInput()) {
                throw new GrpcFailure(Code.INTERNAL, Texts.crash("an upload message has no upload_input"));
            }
            if (!message.hasAuthorization()) {
                throw GrpcFailure.unknown(texts.noAuthorization());
            }
            try {
                authorizations.check(message.getAuthorization(), METHOD);
            } catch (GrpcFailure e) {
                throw GrpcFailure.unknown(texts.noAuthorization() + ": " + e.text());
            }
            try {
                models.requireOwner(
                        message.getUploadInput().getModelId(),
                        message.getAuthorization().getSignerAddress());
            } catch (GrpcFailure e) {
                throw GrpcFailure.unknown(Texts.noAccess(e.text()));
            }
        }

        private synchronized void forward(UploadInput input) {
            if (answered) {
                return;
            }
            modelId = input.getModelId();
            ClientCallStreamObserver<UploadInput> stream = toProvider;
            if (providerEnded || stream == null) {
                throw GrpcFailure.unknown(Texts.END_OF_STREAM);
            }
            stream.onNext(input);
            if (stream.isReady()) {
                client.request(1);
            } else {
                waitsForRoom = true;
            }
        }

        private void endProvider() {
            if (!providerEnded && toProvider != null) {
                toProvider.onCompleted();
            }
        }

        private synchronized void complete() {
            if (answered) {
                return;
            }
            clientEnded = true;
            endProvider();
            if (providerEnded) {
                finish();
            }
        }

        @Override
        public synchronized void onNext(StatusResponse answer) {
            status = answer.getStatus();
        }

        /** A provider that fails at the end is taken for one that goes on validating (D16 of the wire contract). */
        @Override
        public synchronized void onError(Throwable cause) {
            status = Status.VALIDATING;
            onCompleted();
        }

        @Override
        public synchronized void onCompleted() {
            providerEnded = true;
            if (clientEnded) {
                finish();
            } else {
                // The client's next message finds out.
                providerHasRoom();
            }
        }

        private void finish() {
            if (modelId.isEmpty()) {
                fail(new GrpcFailure(Code.INTERNAL, Texts.crash("the upload ended before any message of it was read")));
                return;
            }
            store.updateModel(modelId, model -> model.withStatus(status));
            store.addPendingModel(modelId);
            if (!answered) {
                answered = true;
                client.onNext(StatusResponse.newBuilder().setStatus(status).build());
                client.onCompleted();
            }
        }

        private void fail(RuntimeException failure) {
            if (!answered) {
                answered = true;
                client.onError(Replies.error(failure));
            }
        }

        private final class FromClient implements StreamObserver<UploadAndValidateRequest> {
            @Override
            public void onNext(UploadAndValidateRequest message) {
                receive(message);
            }

            /** The cancel handler has done what there is to do. */
            @Override
            public void onError(Throwable cause) {}

            @Override
            public void onCompleted() {
                complete();
            }
        }
    }
}
