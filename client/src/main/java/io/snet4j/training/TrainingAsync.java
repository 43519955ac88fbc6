package io.snet4j.training;

import io.snet4j.dataset.DatasetProblem;
import io.snet4j.value.MethodRef;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * As {@link Training}, without blocking the caller. A future fails with what {@link Training} throws; cancelling it
 * cancels the call on the wire. Listeners are called on threads of the client. Thread-safe.
 */
public interface TrainingAsync {
    CompletableFuture<TrainingAvailability> availability();

    CompletableFuture<TrainingMetadata> getTrainingMetadata();

    CompletableFuture<MethodMetadata> getMethodMetadata(MethodRef method);

    CompletableFuture<MethodMetadata> getMethodMetadata(ModelId model);

    CompletableFuture<Model> createModel(NewModel model);

    CompletableFuture<Model> getModel(ModelId model);

    CompletableFuture<Model> updateModel(ModelId model, ModelUpdate changes);

    CompletableFuture<ModelStatus> deleteModel(ModelId model);

    /** @param page from 0 */
    CompletableFuture<Page<Model>> getAllModels(ModelFilter filter, int page);

    CompletableFuture<ValidationQuote> validateModelPrice(ModelId model);

    CompletableFuture<LinkQuote> validateModelPrice(ModelId model, URI dataset);

    CompletableFuture<TrainingQuote> trainModelPrice(ModelId model);

    CompletableFuture<List<DatasetProblem>> checkDataset(MethodRef method, Path archive);

    CompletableFuture<List<DatasetProblem>> checkDataset(ModelId model, Path archive);

    CompletableFuture<ModelStatus> uploadAndValidate(DatasetUpload upload);

    CompletableFuture<ModelStatus> validateModel(LinkQuote quote);

    CompletableFuture<ModelStatus> trainModel(TrainingQuote quote);

    CompletableFuture<Model> awaitStatus(ModelId model, ModelStatus target, WaitOptions options);

    CompletableFuture<Model> train(TrainingPlan plan);
}
