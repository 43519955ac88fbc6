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
 *
 * @since 0.1.0
 */
public interface TrainingAsync {
    /** Free. As {@link Training#availability}: it never fails because the daemon cannot be asked, but says so. */
    CompletableFuture<TrainingAvailability> availability();

    /** Free. As {@link Training#getTrainingMetadata}. */
    CompletableFuture<TrainingMetadata> getTrainingMetadata();

    /** Free. As {@link Training#getMethodMetadata(MethodRef)}. */
    CompletableFuture<MethodMetadata> getMethodMetadata(MethodRef method);

    /** Free. As {@link Training#getMethodMetadata(ModelId)}. */
    CompletableFuture<MethodMetadata> getMethodMetadata(ModelId model);

    /** Free. As {@link Training#createModel}. A future that is cancelled may leave a model behind. */
    CompletableFuture<Model> createModel(NewModel model);

    /** Free. As {@link Training#getModel}. */
    CompletableFuture<Model> getModel(ModelId model);

    /** Free. As {@link Training#updateModel}. */
    CompletableFuture<Model> updateModel(ModelId model, ModelUpdate changes);

    /** Free. As {@link Training#deleteModel}. */
    CompletableFuture<ModelStatus> deleteModel(ModelId model);

    /**
     * Free. One page of {@link Training#getAllModels}: exactly one call.
     *
     * @param page from 0
     */
    CompletableFuture<Page<Model>> getAllModels(ModelFilter filter, int page);

    /** Free. As {@link Training#validateModelPrice(ModelId)}, for a dataset that is uploaded. */
    CompletableFuture<ValidationQuote> validateModelPrice(ModelId model);

    /** Free. As {@link Training#validateModelPrice(ModelId, URI)}, for a dataset by link. */
    CompletableFuture<LinkQuote> validateModelPrice(ModelId model, URI dataset);

    /** Free. As {@link Training#trainModelPrice}. */
    CompletableFuture<TrainingQuote> trainModelPrice(ModelId model);

    /** Free. As {@link Training#checkDataset(MethodRef, Path)}; reads all of the dataset on a thread of the client. */
    CompletableFuture<List<DatasetProblem>> checkDataset(MethodRef method, Path archive);

    /** Free. As {@link Training#checkDataset(ModelId, Path)}; reads all of the dataset on a thread of the client. */
    CompletableFuture<List<DatasetProblem>> checkDataset(ModelId model, Path archive);

    /** Paid. As {@link Training#uploadAndValidate}; nothing is paid if it is cancelled before the provider has all. */
    CompletableFuture<ModelStatus> uploadAndValidate(DatasetUpload upload);

    /** Paid. As {@link Training#validateModel}. */
    CompletableFuture<ModelStatus> validateModel(LinkQuote quote);

    /** Paid. As {@link Training#trainModel}. */
    CompletableFuture<ModelStatus> trainModel(TrainingQuote quote);

    /** Free. As {@link Training#awaitStatus}. Cancelling ends the wait; the provider goes on. */
    CompletableFuture<Model> awaitStatus(ModelId model, ModelStatus target, WaitOptions options);

    /** Paid. As {@link Training#train}. What was begun when it is cancelled goes on, and another plan resumes it. */
    CompletableFuture<Model> train(TrainingPlan plan);
}
