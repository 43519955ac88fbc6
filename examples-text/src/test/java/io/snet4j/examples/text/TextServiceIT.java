package io.snet4j.examples.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.devnet.HostContext;
import io.snet4j.devnet.HostedService;
import io.snet4j.examples.text.wire.ClassifierGrpc;
import io.snet4j.examples.text.wire.TextProto.Answer;
import io.snet4j.examples.text.wire.TextProto.Question;
import io.snet4j.grpc.ModelIds;
import io.snet4j.grpc.PaidChannel;
import io.snet4j.junit.TestNetwork;
import io.snet4j.junit.TestSession;
import io.snet4j.training.Model;
import io.snet4j.training.ModelId;
import io.snet4j.training.ModelStatus;
import io.snet4j.training.NewModel;
import io.snet4j.training.TrainingPlan;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a folder of texts to answers, on a whole network. */
class TextServiceIT {
    private final Path folder;
    private final AtomicReference<TextService> running = new AtomicReference<>();

    TextServiceIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aModelIsTrainedOnTextsByLabelUsedAndStillThereAfterARestart() throws IOException {
        try (TestSession net =
                TestNetwork.shared().session(Hosted.by(this::start)).start()) {
            Model model = net.open()
                    .training()
                    .train(TrainingPlan.builder()
                            .newModel(NewModel.of("classify", "sea, kitchen or garden"))
                            .dataset(SampleTexts.folder(folder.resolve("texts")))
                            .maxValidationPrice(Cogs.ofFet("0.01"))
                            .maxTrainingPrice(Cogs.ofFet("0.05"))
                            .build());
            var classifier = ClassifierGrpc.newBlockingStub(PaidChannel.of(net.open()));

            assertThat(model.status()).isEqualTo(ModelStatus.READY_TO_USE);
            for (String label : new String[] {"sea", "kitchen", "garden"}) {
                assertThat(answer(classifier, model.id(), label)).isEqualTo(label);
            }
            restart();
            assertThat(answer(classifier, model.id(), "garden")).isEqualTo("garden");
        } finally {
            stop();
        }
    }

    private static String answer(ClassifierGrpc.ClassifierBlockingStub classifier, ModelId model, String label) {
        Question.Builder question = Question.newBuilder().setText(SampleTexts.question(label));
        ModelIds.set(question, model);
        Answer answer = classifier.classify(question.build());
        assertThat(answer.getConfidence()).isBetween(0.5, 1.0);
        return answer.getLabel();
    }

    private HostedService.Running start(HostContext context) {
        running.set(new TextService(folder.resolve("models"), context.port()));
        return HostedService.Running.at(Objects.requireNonNull(running.get()).uri(), this::stop);
    }

    private void restart() {
        int port = Objects.requireNonNull(running.get()).uri().getPort();
        stop();
        running.set(new TextService(folder.resolve("models"), port));
    }

    private void stop() {
        TextService service = running.getAndSet(null);
        if (service != null) {
            service.close();
        }
    }
}
