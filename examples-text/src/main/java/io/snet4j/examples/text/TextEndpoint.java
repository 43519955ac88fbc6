package io.snet4j.examples.text;

import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.snet4j.examples.text.wire.ClassifierGrpc;
import io.snet4j.examples.text.wire.TextProto.Answer;
import io.snet4j.examples.text.wire.TextProto.Question;
import io.snet4j.provider.ModelHandle;
import io.snet4j.provider.Models;
import opennlp.tools.doccat.DoccatModel;
import opennlp.tools.doccat.DocumentCategorizerME;

/** The method that users pay for. */
final class TextEndpoint extends ClassifierGrpc.ClassifierImplBase {
    private final Models<DoccatModel> models;

    TextEndpoint(Models<DoccatModel> models) {
        this.models = models;
    }

    @Override
    public void classify(Question question, StreamObserver<Answer> caller) {
        try (ModelHandle<DoccatModel> model = models.use(question.getModelId().getModelId())) {
            var categorizer = new DocumentCategorizerME(model.get());
            double[] chances = categorizer.categorize(Texts.words(question.getText()));
            String label = categorizer.getBestCategory(chances);
            caller.onNext(Answer.newBuilder()
                    .setLabel(label)
                    .setConfidence(chances[categorizer.getIndex(label)])
                    .build());
            caller.onCompleted();
        } catch (StatusRuntimeException e) {
            caller.onError(e);
        }
    }
}
