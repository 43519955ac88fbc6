package io.snet4j.provider;

import io.snet4j.value.Cogs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
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

    volatile Consumer<ModelContext> deletion = model -> deleted.add(model.modelId());

    interface Validation {
        ValidationResult validate(Dataset dataset) throws Exception;
    }

    interface Training {
        String train(Dataset dataset) throws Exception;
    }

    @Override
    public Cogs validationPrice(ModelContext model, Optional<URI> link) {
        return link.isPresent() ? validationPrice.plus(Cogs.of(1)) : validationPrice;
    }

    @Override
    public Cogs trainingPrice(ModelContext model) {
        return trainingPrice;
    }

    @Override
    public ValidationResult validate(ModelContext model, Dataset dataset) throws Exception {
        return validation.validate(dataset);
    }

    @Override
    public String train(ModelContext model, Dataset dataset) throws Exception {
        return training.train(dataset);
    }

    @Override
    public void delete(ModelContext model) {
        deletion.accept(model);
    }

    static IOException broken(String why) {
        return new IOException(why);
    }
}
