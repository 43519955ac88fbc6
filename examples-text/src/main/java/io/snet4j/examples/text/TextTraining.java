package io.snet4j.examples.text;

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
import opennlp.tools.doccat.DoccatFactory;
import opennlp.tools.doccat.DoccatModel;
import opennlp.tools.doccat.DocumentCategorizerME;
import opennlp.tools.doccat.DocumentSample;
import opennlp.tools.util.ObjectStreamUtils;
import opennlp.tools.util.TrainingParameters;

/** Checks datasets, trains on them, and reads what came of it. */
final class TextTraining implements TrainingHandler<DoccatModel> {
    static final Cogs VALIDATION = Cogs.ofFet("0.01");
    static final Cogs TRAINING = Cogs.ofFet("0.05");

    private static final String MODEL = "model.bin";

    @Override
    public Cogs validationPrice(ModelInfo model, Optional<URI> link) {
        return VALIDATION;
    }

    @Override
    public Cogs trainingPrice(ModelInfo model, Optional<Dataset> dataset) {
        return TRAINING;
    }

    @Override
    public ValidationResult validate(TrainingContext context) throws IOException, InterruptedException {
        long labels = Texts.read(context).stream()
                .map(DocumentSample::getCategory)
                .distinct()
                .count();
        return labels > 1
                ? ValidationResult.accepted()
                : ValidationResult.refused("it has texts under " + labels + " label(s), and needs two or more");
    }

    @Override
    public void train(TrainingContext context) throws IOException, InterruptedException {
        TrainingParameters everyWord = TrainingParameters.defaultParams();
        everyWord.put(TrainingParameters.CUTOFF_PARAM, 1);
        var texts = ObjectStreamUtils.createObjectStream(Texts.read(context));
        DocumentCategorizerME.train("en", texts, everyWord, new DoccatFactory())
                .serialize(context.artifacts().resolve(MODEL));
    }

    @Override
    public DoccatModel load(ModelInfo model, Path artifacts) throws IOException {
        return new DoccatModel(artifacts.resolve(MODEL));
    }
}
