package com.example.classifier;

import com.example.classifier.wire.ClassifierGrpc;
import com.example.classifier.wire.ClassifierProto.Answer;
import com.example.classifier.wire.ClassifierProto.Question;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.snet4j.provider.ModelHandle;
import io.snet4j.provider.Models;

/** What users pay for. */
final class ClassifierMethods extends ClassifierGrpc.ClassifierImplBase {
    private final Models<WordCounts> models;

    ClassifierMethods(Models<WordCounts> models) {
        this.models = models;
    }

    @Override
    public void classify(Question question, StreamObserver<Answer> caller) {
        try (ModelHandle<WordCounts> model = models.use(question.getModelId().getModelId())) {
            WordCounts.Nearest nearest = model.get().nearest(question.getText());
            caller.onNext(Answer.newBuilder()
                    .setLabel(nearest.label())
                    .setSimilarity(nearest.similarity())
                    .build());
            caller.onCompleted();
        } catch (StatusRuntimeException e) {
            caller.onError(e);
        }
    }
}
