package io.snet4j.docs;

import static io.snet4j.training.ModelStatus.READY_TO_USE;
import static io.snet4j.training.ModelStatus.VALIDATED;

import io.snet4j.SnetClient;
import io.snet4j.training.DatasetUpload;
import io.snet4j.training.NewModel;
import io.snet4j.training.WaitOptions;
import java.nio.file.Path;
import java.time.Duration;

/** The program in the README. */
final class TrainOneModel {
    private TrainOneModel() {}

    public static void main(String[] args) {
        // docs
        try (var snet = SnetClient.fromEnvironment();
                var service = snet.openService("example-org", "example-service")) {
            var training = service.training();
            var model = training.createModel(NewModel.of("generate", "my first model"))
                    .id();

            var check = training.validateModelPrice(model);
            training.uploadAndValidate(DatasetUpload.of(check, Path.of("dataset.zip")));
            training.awaitStatus(model, VALIDATED, WaitOptions.atMost(Duration.ofMinutes(10)));

            var quote = training.trainModelPrice(model);
            System.out.println("training costs " + quote.price());
            training.trainModel(quote);
            System.out.println(training.awaitStatus(model, READY_TO_USE, WaitOptions.atMost(Duration.ofHours(2))));
        }
        // end
    }
}
