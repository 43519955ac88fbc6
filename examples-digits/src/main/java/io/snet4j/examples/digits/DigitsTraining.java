package io.snet4j.examples.digits;

import io.snet4j.provider.Dataset;
import io.snet4j.provider.TrainingContext;
import io.snet4j.provider.TrainingHandler;
import io.snet4j.provider.ValidationResult;
import io.snet4j.provider.model.ModelInfo;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipException;

/** Fixed prices; a dataset is good if every image of it can be read. */
final class DigitsTraining implements TrainingHandler<Classifier> {
    private static final String FILE = "classifier.tribuo";

    private final Cogs validationPrice;
    private final Cogs trainingPrice;

    DigitsTraining(Cogs validationPrice, Cogs trainingPrice) {
        this.validationPrice = validationPrice;
        this.trainingPrice = trainingPrice;
    }

    @Override
    public Cogs validationPrice(ModelInfo model, Optional<URI> link) {
        return validationPrice;
    }

    @Override
    public Cogs trainingPrice(ModelInfo model, Optional<Dataset> dataset) {
        return trainingPrice;
    }

    @Override
    public ValidationResult validate(TrainingContext context) throws IOException, InterruptedException {
        try {
            ImageArchive.read(context.dataset().file());
            return ValidationResult.accepted();
        } catch (ZipException e) {
            return ValidationResult.refused(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void train(TrainingContext context) throws IOException, InterruptedException {
        Classifier.train(ImageArchive.read(context.dataset().file()))
                .save(context.artifacts().resolve(FILE));
    }

    @Override
    public Classifier load(ModelInfo model, Path artifacts) throws IOException {
        return Classifier.load(artifacts.resolve(FILE));
    }
}
