package io.snet4j.provider;

import io.snet4j.provider.model.ModelInfo;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A handler whose steps a test sets. Unless set, datasets are good, and training gives the dataset's text. */
class ScriptedHandler implements TrainingHandler<String> {
    final List<String> deleted = Collections.synchronizedList(new ArrayList<>());
    volatile Cogs validationPrice = Cogs.of(10);
    volatile Cogs trainingPrice = Cogs.of(20);
    volatile Validation validation = dataset -> ValidationResult.accepted();
    volatile Training training = dataset -> Files.readString(dataset.file());

    volatile Consumer<ModelInfo> deletion = model -> deleted.add(model.id());
    volatile Consumer<TrainingContext> onTraining = context -> {};
    volatile Consumer<TrainingContext> onValidation = context -> {};
    volatile Restart restart = Restart.AGAIN;

    interface Validation {
        ValidationResult validate(Dataset dataset) throws Exception;
    }

    interface Training {
        String train(Dataset dataset) throws Exception;
    }

    @Override
    public Cogs validationPrice(ModelInfo model, Optional<URI> link) {
        return link.isPresent() ? validationPrice.plus(Cogs.of(1)) : validationPrice;
    }

    @Override
    public Cogs trainingPrice(ModelInfo model, Optional<Dataset> dataset) {
        return trainingPrice;
    }

    @Override
    public ValidationResult validate(TrainingContext context) throws Exception {
        onValidation.accept(context);
        return validation.validate(context.dataset());
    }

    @Override
    public void train(TrainingContext context) throws Exception {
        onTraining.accept(context);
        Files.writeString(context.artifacts().resolve("text"), training.train(context.dataset()));
    }

    @Override
    public String load(ModelInfo model, Path artifacts) throws IOException {
        return Files.readString(artifacts.resolve("text"));
    }

    @Override
    public Restart restart() {
        return restart;
    }

    @Override
    public void delete(ModelInfo model) {
        deletion.accept(model);
    }

    static IOException broken(String why) {
        return new IOException(why);
    }
}
