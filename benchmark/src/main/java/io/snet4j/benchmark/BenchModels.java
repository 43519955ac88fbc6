package io.snet4j.benchmark;

import io.grpc.stub.StreamObserver;
import io.snet4j.wire.training.ModelGrpc;
import io.snet4j.wire.training.TrainingProto.ModelID;
import io.snet4j.wire.training.TrainingProto.NewModel;
import io.snet4j.wire.training.TrainingProto.PriceInBaseUnit;
import io.snet4j.wire.training.TrainingProto.Status;
import io.snet4j.wire.training.TrainingProto.StatusResponse;
import io.snet4j.wire.training.TrainingProto.UploadInput;
import io.snet4j.wire.training.TrainingProto.ValidateRequest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A provider that keeps no byte, and is done with everything at once. */
final class BenchModels extends ModelGrpc.ModelImplBase {
    private final AtomicInteger created = new AtomicInteger();
    private final Map<String, Status> models = new ConcurrentHashMap<>();

    @Override
    public void createModel(NewModel request, StreamObserver<ModelID> answer) {
        String id = "model-" + created.incrementAndGet();
        models.put(id, Status.CREATED);
        answer(answer, ModelID.newBuilder().setModelId(id).build());
    }

    @Override
    public void validateModelPrice(ValidateRequest request, StreamObserver<PriceInBaseUnit> answer) {
        answer(answer, PriceInBaseUnit.newBuilder().setPrice(1).build());
    }

    @Override
    public void trainModelPrice(ModelID request, StreamObserver<PriceInBaseUnit> answer) {
        answer(answer, PriceInBaseUnit.newBuilder().setPrice(1).build());
    }

    @Override
    public void trainModel(ModelID request, StreamObserver<StatusResponse> answer) {
        models.put(request.getModelId(), Status.VALIDATED);
        answer(answer, StatusResponse.newBuilder().setStatus(Status.TRAINING).build());
    }

    @Override
    public void getModelStatus(ModelID request, StreamObserver<StatusResponse> answer) {
        Status status = models.getOrDefault(request.getModelId(), Status.CREATED);
        answer(answer, StatusResponse.newBuilder().setStatus(status).build());
    }

    @Override
    public StreamObserver<UploadInput> uploadAndValidate(StreamObserver<StatusResponse> answer) {
        return new StreamObserver<>() {
            private String model = "";

            @Override
            public void onNext(UploadInput input) {
                model = input.getModelId();
            }

            @Override
            public void onError(Throwable failure) {}

            @Override
            public void onCompleted() {
                models.put(model, Status.VALIDATED);
                answer(
                        answer,
                        StatusResponse.newBuilder().setStatus(Status.VALIDATED).build());
            }
        };
    }

    private static <T> void answer(StreamObserver<T> answer, T message) {
        answer.onNext(message);
        answer.onCompleted();
    }
}
