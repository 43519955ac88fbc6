package io.snet4j.devnet.daemon;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.stub.StreamObserver;
import io.snet4j.wire.training.ModelGrpc;
import io.snet4j.wire.training.TrainingProto.ModelID;
import io.snet4j.wire.training.TrainingProto.NewModel;
import io.snet4j.wire.training.TrainingProto.PriceInBaseUnit;
import io.snet4j.wire.training.TrainingProto.Status;
import io.snet4j.wire.training.TrainingProto.StatusResponse;
import io.snet4j.wire.training.TrainingProto.UploadInput;
import io.snet4j.wire.training.TrainingProto.ValidateRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/** The provider's side of training, answering as the test says and keeping what it was asked. */
final class ScriptedProvider extends ModelGrpc.ModelImplBase {
    final List<Object> requests = new CopyOnWriteArrayList<>();
    final Map<String, io.grpc.Status> failures = new ConcurrentHashMap<>();
    final Map<String, Status> statuses = new ConcurrentHashMap<>();
    final List<Metadata> headers = new CopyOnWriteArrayList<>();

    /** How uploads ended: {@code completed}, or the error's code. */
    final BlockingQueue<String> uploadEnds = new LinkedBlockingQueue<>();

    /** Each message of an upload takes one permit before it is read. */
    volatile Semaphore uploadPermits = new Semaphore(Integer.MAX_VALUE);

    volatile String nextId = "model-1";
    volatile long validatePrice = 5;
    volatile long trainPrice = 7;
    volatile Optional<io.grpc.Status> uploadAnswer = Optional.empty();

    ServerInterceptor headerKeeper() {
        return new ServerInterceptor() {
            @Override
            public <Q, R> ServerCall.Listener<Q> interceptCall(
                    ServerCall<Q, R> call, Metadata metadata, ServerCallHandler<Q, R> next) {
                headers.add(metadata);
                return next.startCall(call, metadata);
            }
        };
    }

    private <T> void answer(String method, Object request, T value, StreamObserver<T> answer) {
        requests.add(request);
        io.grpc.Status failure = failures.get(method);
        if (failure != null) {
            answer.onError(failure.asRuntimeException());
            return;
        }
        answer.onNext(value);
        answer.onCompleted();
    }

    private static StatusResponse status(Status status) {
        return StatusResponse.newBuilder().setStatus(status).build();
    }

    private static PriceInBaseUnit price(long cogs) {
        return PriceInBaseUnit.newBuilder().setPrice(cogs).build();
    }

    @Override
    public void createModel(NewModel request, StreamObserver<ModelID> answer) {
        answer("create_model", request, ModelID.newBuilder().setModelId(nextId).build(), answer);
    }

    @Override
    public void validateModelPrice(ValidateRequest request, StreamObserver<PriceInBaseUnit> answer) {
        answer("validate_model_price", request, price(validatePrice), answer);
    }

    @Override
    public void validateModel(ValidateRequest request, StreamObserver<StatusResponse> answer) {
        answer("validate_model", request, status(Status.VALIDATING), answer);
    }

    @Override
    public void trainModelPrice(ModelID request, StreamObserver<PriceInBaseUnit> answer) {
        answer("train_model_price", request, price(trainPrice), answer);
    }

    @Override
    public void trainModel(ModelID request, StreamObserver<StatusResponse> answer) {
        answer("train_model", request, status(Status.TRAINING), answer);
    }

    @Override
    public void deleteModel(ModelID request, StreamObserver<StatusResponse> answer) {
        answer("delete_model", request, status(Status.DELETED), answer);
    }

    @Override
    public void getModelStatus(ModelID request, StreamObserver<StatusResponse> answer) {
        answer(
                "get_model_status",
                request,
                status(statuses.getOrDefault(request.getModelId(), Status.CREATED)),
                answer);
    }

    @Override
    public StreamObserver<UploadInput> uploadAndValidate(StreamObserver<StatusResponse> answer) {
        return new StreamObserver<>() {
            @Override
            public void onNext(UploadInput input) {
                uploadPermits.acquireUninterruptibly();
                requests.add(input);
                uploadAnswer
                        .filter(status -> input.getFileName().equals("refuse me"))
                        .ifPresent(status -> answer.onError(status.asRuntimeException()));
            }

            @Override
            public void onError(Throwable cause) {
                uploadEnds.add(io.grpc.Status.fromThrowable(cause).getCode().name());
            }

            @Override
            public void onCompleted() {
                uploadEnds.add("completed");
                if (uploadAnswer.isPresent()) {
                    answer.onError(uploadAnswer.get().asRuntimeException());
                } else {
                    answer.onNext(status(Status.VALIDATED));
                    answer.onCompleted();
                }
            }
        };
    }
}
