package io.snet4j.toy;

import io.grpc.stub.StreamObserver;
import io.snet4j.wire.training.ModelGrpc;
import io.snet4j.wire.training.TrainingProto.ModelID;
import io.snet4j.wire.training.TrainingProto.NewModel;
import io.snet4j.wire.training.TrainingProto.PriceInBaseUnit;
import io.snet4j.wire.training.TrainingProto.Status;
import io.snet4j.wire.training.TrainingProto.StatusResponse;
import io.snet4j.wire.training.TrainingProto.UploadInput;
import io.snet4j.wire.training.TrainingProto.ValidateRequest;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A provider that counts the bytes of uploads and keeps none. */
final class DiscardingModels extends ModelGrpc.ModelImplBase {
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger created = new AtomicInteger();

    long bytes() {
        return bytes.get();
    }

    @Override
    public void createModel(NewModel request, StreamObserver<ModelID> answer) {
        answer.onNext(ModelID.newBuilder()
                .setModelId("model-" + created.incrementAndGet())
                .build());
        answer.onCompleted();
    }

    @Override
    public void validateModelPrice(ValidateRequest request, StreamObserver<PriceInBaseUnit> answer) {
        answer.onNext(PriceInBaseUnit.newBuilder().setPrice(1).build());
        answer.onCompleted();
    }

    @Override
    public void getModelStatus(ModelID request, StreamObserver<StatusResponse> answer) {
        status(answer, Status.CREATED);
    }

    private static void status(StreamObserver<StatusResponse> answer, Status status) {
        answer.onNext(StatusResponse.newBuilder().setStatus(status).build());
        answer.onCompleted();
    }

    @Override
    public StreamObserver<UploadInput> uploadAndValidate(StreamObserver<StatusResponse> answer) {
        return new StreamObserver<>() {
            @Override
            public void onNext(UploadInput input) {
                bytes.addAndGet(input.getData().size());
            }

            @Override
            public void onError(Throwable failure) {}

            @Override
            public void onCompleted() {
                status(answer, Status.VALIDATED);
            }
        };
    }
}
