package io.snet4j.internal.training;

import io.snet4j.dataset.DatasetProblem;
import io.snet4j.training.DatasetUpload;
import io.snet4j.training.LinkQuote;
import io.snet4j.training.MethodMetadata;
import io.snet4j.training.Model;
import io.snet4j.training.ModelFilter;
import io.snet4j.training.ModelId;
import io.snet4j.training.ModelStatus;
import io.snet4j.training.ModelUpdate;
import io.snet4j.training.NewModel;
import io.snet4j.training.Page;
import io.snet4j.training.Training;
import io.snet4j.training.TrainingAsync;
import io.snet4j.training.TrainingAvailability;
import io.snet4j.training.TrainingMetadata;
import io.snet4j.training.TrainingPlan;
import io.snet4j.training.TrainingQuote;
import io.snet4j.training.ValidationQuote;
import io.snet4j.training.WaitOptions;
import io.snet4j.value.MethodRef;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/** Runs the blocking calls on threads of the client; cancelling interrupts them, which cancels the call. */
final class DefaultTrainingAsync implements TrainingAsync {
    private final Training training;
    private final Executor executor;

    DefaultTrainingAsync(Training training, Executor executor) {
        this.training = training;
        this.executor = executor;
    }

    @Override
    public CompletableFuture<TrainingAvailability> availability() {
        return run(training::availability);
    }

    @Override
    public CompletableFuture<TrainingMetadata> getTrainingMetadata() {
        return run(training::getTrainingMetadata);
    }

    @Override
    public CompletableFuture<MethodMetadata> getMethodMetadata(MethodRef method) {
        return run(() -> training.getMethodMetadata(method));
    }

    @Override
    public CompletableFuture<MethodMetadata> getMethodMetadata(ModelId model) {
        return run(() -> training.getMethodMetadata(model));
    }

    @Override
    public CompletableFuture<Model> createModel(NewModel model) {
        return run(() -> training.createModel(model));
    }

    @Override
    public CompletableFuture<Model> getModel(ModelId model) {
        return run(() -> training.getModel(model));
    }

    @Override
    public CompletableFuture<Model> updateModel(ModelId model, ModelUpdate changes) {
        return run(() -> training.updateModel(model, changes));
    }

    @Override
    public CompletableFuture<ModelStatus> deleteModel(ModelId model) {
        return run(() -> training.deleteModel(model));
    }

    @Override
    public CompletableFuture<Page<Model>> getAllModels(ModelFilter filter, int page) {
        return run(() -> training.getAllModels(filter).page(page));
    }

    @Override
    public CompletableFuture<ValidationQuote> validateModelPrice(ModelId model) {
        return run(() -> training.validateModelPrice(model));
    }

    @Override
    public CompletableFuture<LinkQuote> validateModelPrice(ModelId model, URI dataset) {
        return run(() -> training.validateModelPrice(model, dataset));
    }

    @Override
    public CompletableFuture<TrainingQuote> trainModelPrice(ModelId model) {
        return run(() -> training.trainModelPrice(model));
    }

    @Override
    public CompletableFuture<List<DatasetProblem>> checkDataset(MethodRef method, Path archive) {
        return run(() -> training.checkDataset(method, archive));
    }

    @Override
    public CompletableFuture<List<DatasetProblem>> checkDataset(ModelId model, Path archive) {
        return run(() -> training.checkDataset(model, archive));
    }

    @Override
    public CompletableFuture<ModelStatus> uploadAndValidate(DatasetUpload upload) {
        return run(() -> training.uploadAndValidate(upload));
    }

    @Override
    public CompletableFuture<ModelStatus> validateModel(LinkQuote quote) {
        return run(() -> training.validateModel(quote));
    }

    @Override
    public CompletableFuture<ModelStatus> trainModel(TrainingQuote quote) {
        return run(() -> training.trainModel(quote));
    }

    @Override
    public CompletableFuture<Model> awaitStatus(ModelId model, ModelStatus target, WaitOptions options) {
        return run(() -> training.awaitStatus(model, target, options));
    }

    @Override
    public CompletableFuture<Model> train(TrainingPlan plan) {
        return run(() -> training.train(plan));
    }

    private <T> CompletableFuture<T> run(Supplier<T> call) {
        InterruptibleFuture<T> future = new InterruptibleFuture<>();
        try {
            executor.execute(() -> future.run(call));
        } catch (RejectedExecutionException e) {
            future.completeExceptionally(new IllegalStateException("the client is closed", e));
        }
        return future;
    }
}
