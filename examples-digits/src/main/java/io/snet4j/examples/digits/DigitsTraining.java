package io.snet4j.examples.digits;

import io.snet4j.provider.Dataset;
import io.snet4j.provider.ModelContext;
import io.snet4j.provider.TrainingHandler;
import io.snet4j.provider.ValidationResult;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.zip.ZipException;

/** Fixed prices; a dataset is good if every image of it can be read. */
final class DigitsTraining implements TrainingHandler<Classifier> {
    private final Cogs validationPrice;
    private final Cogs trainingPrice;

    DigitsTraining(Cogs validationPrice, Cogs trainingPrice) {
        this.validationPrice = validationPrice;
        this.trainingPrice = trainingPrice;
    }

    @Override
    public Cogs validationPrice(ModelContext model, Optional<URI> link) {
        return validationPrice;
    }

    @Override
    public Cogs trainingPrice(ModelContext model) {
        return trainingPrice;
    }

    @Override
    public ValidationResult validate(ModelContext model, Dataset dataset) throws IOException, InterruptedException {
        try {
            ImageArchive.read(dataset.file());
            return ValidationResult.accepted();
        } catch (ZipException e) {
            return ValidationResult.refused(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Classifier train(ModelContext model, Dataset dataset) throws IOException, InterruptedException {
        return Classifier.train(ImageArchive.read(dataset.file()));
    }
}
