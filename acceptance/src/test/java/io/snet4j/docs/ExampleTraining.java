package io.snet4j.docs;

import io.snet4j.provider.Dataset;
import io.snet4j.provider.ModelContext;
import io.snet4j.provider.TrainingHandler;
import io.snet4j.provider.ValidationResult;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** What the example service learns: how many files a dataset has. */
// docs
final class ExampleTraining implements TrainingHandler<Integer> {
    @Override
    public Cogs validationPrice(ModelContext model, Optional<URI> link) {
        return Cogs.of(200);
    }

    @Override
    public Cogs trainingPrice(ModelContext model) {
        return Cogs.of(500);
    }

    @Override
    public ValidationResult validate(ModelContext model, Dataset dataset) throws IOException {
        try (ZipFile zip = new ZipFile(dataset.file().toFile())) {
            return zip.size() > 0 ? ValidationResult.accepted() : ValidationResult.refused("it holds no file");
        } catch (ZipException e) {
            return ValidationResult.refused("it is no zip: " + e.getMessage());
        }
    }

    @Override
    public Integer train(ModelContext model, Dataset dataset) throws IOException {
        try (ZipFile zip = new ZipFile(dataset.file().toFile())) {
            return zip.size();
        }
    }
}
// end
