package io.snet4j.toy;

import io.snet4j.provider.Dataset;
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
import java.util.concurrent.CountDownLatch;

/** Learns a dataset's size at prices that change, and not before it is let. */
public final class ToyHandler implements TrainingHandler<Long> {
    private static final CountDownLatch OPEN = new CountDownLatch(0);

    private volatile CountDownLatch validations = OPEN;
    private volatile CountDownLatch trainings = OPEN;
    private volatile Cogs surcharge = Cogs.ZERO;

    public void setSurcharge(Cogs cogs) {
        surcharge = cogs;
    }

    public void holdValidations() {
        validations = new CountDownLatch(1);
    }

    public void releaseValidations() {
        validations.countDown();
    }

    public void holdTrainings() {
        trainings = new CountDownLatch(1);
    }

    public void releaseTrainings() {
        trainings.countDown();
    }

    @Override
    public Cogs validationPrice(ModelInfo model, Optional<URI> link) {
        return ToyService.VALIDATION.plus(surcharge);
    }

    @Override
    public Cogs trainingPrice(ModelInfo model, Optional<Dataset> dataset) {
        return ToyService.TRAINING.plus(surcharge);
    }

    @Override
    public ValidationResult validate(TrainingContext context) throws InterruptedException {
        validations.await();
        long size = context.dataset().size();
        return size > 200 ? ValidationResult.accepted() : ValidationResult.refused("too small: " + size);
    }

    @Override
    public void train(TrainingContext context) throws Exception {
        trainings.await();
        Files.writeString(
                context.artifacts().resolve("size"),
                Long.toString(Files.size(context.dataset().file())));
    }

    @Override
    public Long load(ModelInfo model, Path artifacts) throws IOException {
        return Long.valueOf(Files.readString(artifacts.resolve("size")));
    }
}
