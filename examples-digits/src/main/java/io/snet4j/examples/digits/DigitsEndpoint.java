package io.snet4j.examples.digits;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.snet4j.examples.digits.wire.DigitsGrpc;
import io.snet4j.examples.digits.wire.DigitsProto.RecognizeReply;
import io.snet4j.examples.digits.wire.DigitsProto.RecognizeRequest;
import io.snet4j.provider.ModelState;
import io.snet4j.provider.Models;
import java.io.IOException;

/** The method that users pay for. */
final class DigitsEndpoint extends DigitsGrpc.DigitsImplBase {
    private static final String DEFAULT_MODEL = "default";
    private static final int LONGEST_SHOWN = 100;

    private final Classifier first;
    private final Models<Classifier> models;

    DigitsEndpoint(Classifier first, Models<Classifier> models) {
        this.first = first;
        this.models = models;
    }

    @Override
    public void recognize(RecognizeRequest request, StreamObserver<RecognizeReply> caller) {
        String asked = request.getModelId().getModelId();
        String modelId = asked.isEmpty() ? DEFAULT_MODEL : asked;
        Classifier classifier = first;
        if (!modelId.equals(DEFAULT_MODEL)) {
            ModelState<Classifier> model = models.find(modelId).orElse(null);
            if (model == null) {
                refuse(caller, Status.NOT_FOUND, "there is no model \"" + shown(modelId) + "\"");
                return;
            }
            if (model.artifact().isEmpty()) {
                refuse(caller, Status.FAILED_PRECONDITION, "model " + modelId + " is " + model.status());
                return;
            }
            classifier = model.artifact().get();
        }
        try {
            Classifier.Answer answer =
                    classifier.classify(GrayImage.ofPng(request.getImage().toByteArray()));
            caller.onNext(RecognizeReply.newBuilder()
                    .setLabel(answer.label())
                    .setConfidence(answer.confidence())
                    .setModelId(modelId)
                    .build());
            caller.onCompleted();
        } catch (IOException e) {
            refuse(caller, Status.INVALID_ARGUMENT, "the image cannot be read: " + e.getMessage());
        }
    }

    /** What is asked for may be as long as a message. */
    private static String shown(String modelId) {
        return modelId.length() <= LONGEST_SHOWN ? modelId : modelId.substring(0, LONGEST_SHOWN) + "…";
    }

    private static void refuse(StreamObserver<RecognizeReply> caller, Status status, String why) {
        caller.onError(status.withDescription(why).asRuntimeException());
    }
}
