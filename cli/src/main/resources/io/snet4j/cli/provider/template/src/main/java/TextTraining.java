package com.example.classifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.snet4j.provider.Dataset;
import io.snet4j.provider.DatasetEntries;
import io.snet4j.provider.DatasetEntry;
import io.snet4j.provider.DatasetLimits;
import io.snet4j.provider.TrainingContext;
import io.snet4j.provider.TrainingHandler;
import io.snet4j.provider.UnfitDatasetException;
import io.snet4j.provider.ValidationResult;
import io.snet4j.provider.model.ModelInfo;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Says what training costs, checks datasets, trains on them, and reads what came of it. */
final class TextTraining implements TrainingHandler<WordCounts> {
    private static final DatasetLimits LIMITS = DatasetLimits.standard().withEntryBytes(1 << 20);
    private static final String FILE = "words.tsv";

    @Override
    public Cogs validationPrice(ModelInfo model, Optional<URI> link) {
        return Cogs.ofFet("0.01");
    }

    @Override
    public Cogs trainingPrice(ModelInfo model, Optional<Dataset> dataset) {
        return Cogs.ofFet("0.05");
    }

    @Override
    public ValidationResult validate(TrainingContext context) throws IOException, InterruptedException {
        int labels = learn(context).labels();
        return labels > 1
                ? ValidationResult.accepted()
                : ValidationResult.refused("it has texts under " + labels + " label(s), and needs two or more");
    }

    @Override
    public void train(TrainingContext context) throws IOException, InterruptedException {
        learn(context).write(context.artifacts().resolve(FILE));
    }

    @Override
    public WordCounts load(ModelInfo model, Path artifacts) throws IOException {
        return WordCounts.read(artifacts.resolve(FILE));
    }

    private static WordCounts learn(TrainingContext context) throws IOException, InterruptedException {
        WordCounts words = new WordCounts();
        try (DatasetEntries entries = context.dataset().entries(LIMITS)) {
            for (DatasetEntry entry : entries) {
                context.checkCancelled();
                int slash = entry.name().indexOf('/');
                if (slash < 0 || entry.name().indexOf('\t') >= 0) {
                    throw new UnfitDatasetException(entry.name() + " lies in no folder that could be a label");
                }
                words.add(entry.name().substring(0, slash), new String(entry.bytes(), UTF_8));
            }
        }
        return words;
    }
}
