package io.snet4j.docs;

import io.snet4j.provider.Dataset;
import io.snet4j.provider.DatasetEntries;
import io.snet4j.provider.DatasetEntry;
import io.snet4j.provider.DatasetLimits;
import io.snet4j.provider.TrainingContext;
import io.snet4j.provider.TrainingHandler;
import io.snet4j.provider.ValidationResult;
import io.snet4j.provider.model.ModelInfo;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What the example service learns: how many files a dataset has. */
// docs
final class ExampleTraining implements TrainingHandler<Integer> {
    @Override
    public Cogs validationPrice(ModelInfo model, Optional<URI> link) {
        return Cogs.of(200);
    }

    @Override
    public Cogs trainingPrice(ModelInfo model, Optional<Dataset> dataset) {
        return Cogs.of(500);
    }

    @Override
    public ValidationResult validate(TrainingContext context) {
        return count(context.dataset()) > 0
                ? ValidationResult.accepted()
                : ValidationResult.refused("it holds no file");
    }

    @Override
    public void train(TrainingContext context) throws IOException {
        int files = count(context.dataset());
        Files.writeString(context.artifacts().resolve("count"), Integer.toString(files));
    }

    @Override
    public Integer load(ModelInfo model, Path artifacts) throws IOException {
        return Integer.valueOf(Files.readString(artifacts.resolve("count")));
    }

    private static int count(Dataset dataset) {
        int files = 0;
        try (DatasetEntries entries = dataset.entries(DatasetLimits.standard())) {
            for (DatasetEntry entry : entries) {
                files++;
            }
        }
        return files;
    }
}
// end
