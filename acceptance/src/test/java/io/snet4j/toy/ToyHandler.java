package io.snet4j.toy;

import io.snet4j.provider.Dataset;
import io.snet4j.provider.ModelContext;
import io.snet4j.provider.TrainingHandler;
import io.snet4j.provider.ValidationResult;
import io.snet4j.value.Cogs;
import java.net.URI;
import java.nio.file.Files;
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
    public Cogs validationPrice(ModelContext model, Optional<URI> link) {
        return ToyService.VALIDATION.plus(surcharge);
    }

    @Override
    public Cogs trainingPrice(ModelContext model) {
        return ToyService.TRAINING.plus(surcharge);
    }

    @Override
    public ValidationResult validate(ModelContext model, Dataset dataset) throws InterruptedException {
        validations.await();
        return dataset.size() > 200
                ? ValidationResult.accepted()
                : ValidationResult.refused("too small: " + dataset.size());
    }

    @Override
    public Long train(ModelContext model, Dataset dataset) throws Exception {
        trainings.await();
        return Files.size(dataset.file());
    }
}
