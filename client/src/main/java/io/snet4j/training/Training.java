package io.snet4j.training;

import io.snet4j.dataset.DatasetProblem;
import io.snet4j.value.MethodRef;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Trains models on one service. Thread-safe. Every method that is a verb blocks on the network until it is answered or
 * its deadline passes, honours interrupts ({@link io.snet4j.errors.CallCancelledException}, flag kept), and throws
 * {@link io.snet4j.errors.SnetException}, whose {@code charge()} says whether money moved.
 *
 * @since 0.1.0
 */
public interface Training {
    /**
     * Whether the service can be trained, by {@link #availability}.
     *
     * @throws io.snet4j.errors.SnetException the cause, if it could not be found out
     */
    boolean isEnabled();

    /** Asks the daemon; what it answers is remembered, a failure to ask it is not. */
    TrainingAvailability availability();

    /** @throws io.snet4j.errors.TrainingUnavailableException if the daemon says that training is off */
    TrainingMetadata getTrainingMetadata();

    /** @throws io.snet4j.errors.UnknownMethodException if the service has no such method for training */
    MethodMetadata getMethodMetadata(MethodRef method);

    /**
     * Of the method that a model is for. Looks the model up first: present daemons do not survive the question for one
     * that they do not know.
     *
     * @throws io.snet4j.errors.ModelNotFoundException if there is no such model, or no access to it
     */
    MethodMetadata getMethodMetadata(ModelId model);

    /**
     * Never repeated on its own: each repetition would be another model.
     *
     * @throws io.snet4j.errors.UnknownMethodException if the method is not one of the service's for training, or its
     *     bare name is ambiguous
     */
    Model createModel(NewModel model);

    /**
     * Its status is what the provider says now.
     *
     * @throws io.snet4j.errors.ModelNotFoundException if there is no such model, or no access to it; a deleted one is
     *     not found either, unless it is public
     */
    Model getModel(ModelId model);

    /**
     * @throws io.snet4j.errors.AuthorizationRejectedException if it is another's model
     * @throws io.snet4j.errors.ModelNotFoundException if there is no such model, or no access to it
     */
    Model updateModel(ModelId model, ModelUpdate changes);

    /**
     * The provider first, then the daemon's record, which stays as {@link ModelStatus#DELETED}.
     *
     * @throws io.snet4j.errors.AuthorizationRejectedException if it is another's model
     * @throws io.snet4j.errors.ModelNotFoundException if there is no such model
     */
    ModelStatus deleteModel(ModelId model);

    /** Makes no call yet: pages are fetched as they are read. */
    ModelList getAllModels(ModelFilter filter);

    /** Free. Fixes the price that the daemon will demand for {@link #uploadAndValidate}. */
    ValidationQuote validateModelPrice(ModelId model);

    /**
     * Free. Fixes the price that the daemon will demand for {@link #validateModel}. A model has one price for
     * validation: it replaces an earlier quote by upload.
     *
     * @param dataset where the provider finds it
     */
    LinkQuote validateModelPrice(ModelId model, URI dataset);

    /** Free. Fixes the price that the daemon will demand for {@link #trainModel}. */
    TrainingQuote trainModelPrice(ModelId model);

    /**
     * Free. Holds a dataset against what the method asks of it, on this machine. Reads all of it; a folder is packed
     * first.
     *
     * @param archive a file or a folder
     * @return all problems in a stable order; empty if the service would take it as far as its metadata tells
     * @throws io.snet4j.errors.InvalidRequestException if the file cannot be read, or the folder cannot be packed
     */
    List<DatasetProblem> checkDataset(MethodRef method, Path archive);

    /**
     * As {@link #checkDataset(MethodRef, Path)}, for the method that a model is for.
     *
     * @throws io.snet4j.errors.ModelNotFoundException if there is no such model, or no access to it
     */
    List<DatasetProblem> checkDataset(ModelId model, Path archive);

    /**
     * Paid. Checks the dataset as {@link #checkDataset(ModelId, Path)} does, brings it to the provider by stream or by
     * link ({@link io.snet4j.dataset.DatasetRoute}), and starts its validation. What is checked and what is sent is one
     * open file. The answer is a hint: daemons say {@link ModelStatus#VALIDATING} even where the provider failed at the
     * end, so wait for {@link ModelStatus#VALIDATED}. Holds the payment channel until it is done.
     *
     * @throws io.snet4j.errors.PriceChangedException if the quote is not valid any more, or the price for the link is
     *     another
     * @throws io.snet4j.dataset.DatasetRejectedException if the check finds problems; nothing was paid
     * @throws io.snet4j.errors.InvalidRequestException if the file cannot be read, is empty, or changes meanwhile
     * @throws io.snet4j.errors.StreamingUploadUnsupportedException if the daemon cannot take a stream, or may lose it,
     *     and there is no {@link io.snet4j.dataset.DatasetHost}; nothing was paid
     * @throws io.snet4j.dataset.DatasetHostException if the dataset cannot be brought to its host; nothing was paid
     */
    ModelStatus uploadAndValidate(DatasetUpload upload);

    /**
     * Paid. Has the provider fetch the dataset and starts its validation.
     *
     * @throws io.snet4j.errors.PriceChangedException if the quote is not valid any more
     */
    ModelStatus validateModel(LinkQuote quote);

    /**
     * Paid. Starts the training.
     *
     * @throws io.snet4j.errors.PriceChangedException if the quote is not valid any more
     */
    ModelStatus trainModel(TrainingQuote quote);

    /**
     * Polls {@link #getModel} until the model has the status. Survives short outages of the daemon. May be called again
     * later, and by another process: the work does not depend on the waiting.
     *
     * @return the model in that status
     * @throws io.snet4j.errors.TrainingFailedException if the model is errored or deleted, and that was not awaited; if
     *     it was being validated and is only created again, because its dataset did not arrive
     * @throws io.snet4j.errors.WaitTimeoutException if the timeout passed first; says what was last seen
     */
    Model awaitStatus(ModelId model, ModelStatus target, WaitOptions options);

    /**
     * The whole path: checks the dataset and creates the model, or looks at the given one; asks for the price of
     * validation and has it confirmed, sends the dataset, waits, asks for the price of training and has it confirmed,
     * trains, and waits. What the model's status shows to be done is left out, so that after any failure or crash the
     * same plan with the model's id goes on from there. A step that was cut off is done again if its payment was not
     * taken, by what books, daemon and chain prove. Two processes must not go on with the same model at once: both
     * would pay.
     *
     * @return the model, ready to use
     * @throws io.snet4j.dataset.DatasetRejectedException if the dataset would be refused; nothing was paid, and no
     *     model was made
     * @throws io.snet4j.errors.SpendingLimitException if a price is above the plan's maximum or not confirmed; that
     *     price is not paid
     * @throws io.snet4j.errors.TrainingFailedException if the model is or becomes errored or deleted; if its last
     *     payment was taken, or may have been, and the plan does not allow to pay again
     * @throws io.snet4j.errors.PaymentOutcomeUnknownException if it is not known whether the model's last payment was
     *     taken
     * @throws io.snet4j.errors.WaitTimeoutException if a wait of the plan ended first; the work goes on
     */
    Model train(TrainingPlan plan);

    /**
     * A view with another deadline for each call; this object is unchanged. The deadline of an upload is its own.
     *
     * @throws IllegalArgumentException unless positive
     */
    Training withDeadline(Duration perCall);

    /** The same calls with {@link java.util.concurrent.CompletableFuture} results. */
    TrainingAsync async();
}
