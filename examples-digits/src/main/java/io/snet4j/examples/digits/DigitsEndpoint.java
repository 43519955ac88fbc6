package io.snet4j.examples.digits;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.snet4j.examples.digits.wire.DigitsGrpc;
import io.snet4j.examples.digits.wire.DigitsProto.RecognizeReply;
import io.snet4j.examples.digits.wire.DigitsProto.RecognizeRequest;
import io.snet4j.provider.ModelHandle;
import io.snet4j.provider.Models;
import java.io.IOException;

/** The method that users pay for. */
final class DigitsEndpoint extends DigitsGrpc.DigitsImplBase {
    private static final String DEFAULT_MODEL = "default";

    private final Classifier first;
    private final Models<Classifier> models;

    DigitsEndpoint(Classifier first, Models<Classifier> models) {
        this.first = first;
        this.models = models;
    }

    @Override
    public void recognize(RecognizeRequest request, StreamObserver<RecognizeReply> caller) {
        String asked = request.getModelId().getModelId();
        if (asked.isEmpty() || asked.equals(DEFAULT_MODEL)) {
            answer(DEFAULT_MODEL, first, request, caller);
            return;
        }
        try (ModelHandle<Classifier> model = models.use(asked)) {
            answer(asked, model.get(), request, caller);
        } catch (StatusRuntimeException e) {
            caller.onError(e);
        }
    }

    private static void answer(
            String modelId, Classifier classifier, RecognizeRequest request, StreamObserver<RecognizeReply> caller) {
        Classifier.Answer answer;
        try {
            answer = classifier.classify(GrayImage.ofPng(request.getImage().toByteArray()));
        } catch (IOException e) {
            caller.onError(Status.INVALID_ARGUMENT
                    .withDescription("the image cannot be read: " + e.getMessage())
                    .asRuntimeException());
            return;
        }
        caller.onNext(RecognizeReply.newBuilder()
                .setLabel(answer.label())
                .setConfidence(answer.confidence())
                .setModelId(modelId)
                .build());
        caller.onCompleted();
    }
}
