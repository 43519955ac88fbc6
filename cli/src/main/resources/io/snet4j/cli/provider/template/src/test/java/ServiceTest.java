package com.example.classifier;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.example.classifier.wire.ClassifierProto;
import io.snet4j.devnet.HostedService;
import io.snet4j.junit.TestNetwork;
import io.snet4j.junit.TestSession;
import io.snet4j.training.Model;
import io.snet4j.training.ModelStatus;
import io.snet4j.training.NewModel;
import io.snet4j.training.TrainingPlan;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a dataset to paid answers, on a whole network of its own on this machine. */
class ServiceTest {
    @Test
    void aModelIsTrainedAndUsed(@TempDir Path folder) throws IOException {
        try (TestSession net = TestNetwork.shared().session(hosted()).start()) {
            Model model = net.open()
                    .training()
                    .train(TrainingPlan.builder()
                            .newModel(NewModel.of("classify", "sea or garden"))
                            .dataset(SampleTexts.zip(folder.resolve("texts.zip"), SampleTexts.TWO_LABELS))
                            .maxValidationPrice(Cogs.ofFet("0.01"))
                            .maxTrainingPrice(Cogs.ofFet("0.05"))
                            .build());

            assertEquals(ModelStatus.READY_TO_USE, model.status());
            String answer = net.open().call("classify", "{\"text\": \"a ship in the harbour\"}", model.id());
            assertEquals("sea", answer.replaceAll("(?s).*\"label\": *\"(\\w+)\".*", "$1"));
        }
    }

    private static HostedService hosted() throws IOException {
        try (InputStream source = Service.class.getResourceAsStream("/classifier.proto")) {
            String proto = new String(source.readAllBytes(), StandardCharsets.UTF_8);
            return HostedService.of("example-service", ClassifierProto.getDescriptor(), proto, host -> {
                Service service = new Service(host.workFolder().resolve("models"), host.port());
                return HostedService.Running.at(service.uri(), service::close);
            });
        }
    }
}
