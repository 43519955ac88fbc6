package io.snet4j.internal.training;

import static io.snet4j.training.ModelStatus.READY_TO_USE;
import static io.snet4j.training.ModelStatus.TRAINING;
import static io.snet4j.training.ModelStatus.VALIDATED;

import io.snet4j.dataset.CheckProgress;
import io.snet4j.dataset.UploadListener;
import io.snet4j.dataset.UploadProgress;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.errors.ModelNotFoundException;
import io.snet4j.errors.SpendingLimitException;
import io.snet4j.errors.TrainingFailedException;
import io.snet4j.errors.UntrustedDaemonException;
import io.snet4j.internal.dataset.OpenDataset;
import io.snet4j.internal.listen.ListenerGuard;
import io.snet4j.training.DatasetUpload;
import io.snet4j.training.LinkQuote;
import io.snet4j.training.Model;
import io.snet4j.training.ModelId;
import io.snet4j.training.ModelStatus;
import io.snet4j.training.NewModel;
import io.snet4j.training.Quote;
import io.snet4j.training.TrainingListener;
import io.snet4j.training.TrainingPhase;
import io.snet4j.training.TrainingPlan;
import io.snet4j.training.TrainingProgress;
import io.snet4j.training.TrainingQuote;
import io.snet4j.training.ValidationQuote;
import io.snet4j.training.WaitOptions;
import io.snet4j.value.Cogs;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * One way from a plan to a trained model. What is left of it depends on the model's status, and on what was paid. For
 * one thread, once.
 */
final class TrainingJourney {
    /** Another process may have gone on meanwhile. */
    private static final Set<ModelStatus> VALIDATED_OR_LATER = Set.of(VALIDATED, TRAINING, READY_TO_USE);

    /** Stands in what a plan says of an upload before there is a model, and so a quote. */
    private static final ValidationQuote NO_QUOTE = new ValidationQuote(new ModelId("not-created-yet"), Cogs.ZERO);

    private final DefaultTraining training;
    private final TrainingPlan plan;
    private @Nullable DatasetUpload uploadOptions;
    private @Nullable OpenDataset prepared;
    private final ListenerGuard guard =
            new ListenerGuard(LoggerFactory.getLogger(TrainingListener.class), "a training listener");

    TrainingJourney(DefaultTraining training, TrainingPlan plan) {
        this.training = training;
        this.plan = plan;
    }

    Model run() {
        try {
            return travel();
        } finally {
            if (prepared != null) {
                prepared.close();
            }
        }
    }

    private Model travel() {
        Model first = plan.model().map(training::getModel).orElseGet(this::create);
        ModelId id = first.id();
        report(TrainingPhase.MODEL, id, first.status());
        PaidBefore before = paidBefore(id);
        Model model = awaitWhatWasBegun(first);
        ModelStatus status = model.status();
        Optional<ModelStatus> begunFrom = Optional.empty();
        TrainingPhase next = plan.model().isPresent() ? before.next(model) : TrainingPhase.DATASET;
        if (next == TrainingPhase.DATASET) {
            before.pay(id, () -> sendDataset(id, model.status()));
            // Whatever the answer says, what the provider makes of the dataset is seen by waiting.
            begunFrom = Optional.of(model.status());
            status = await(first, TrainingPhase.VALIDATION, ModelStatus.VALIDATING, VALIDATED_OR_LATER, begunFrom)
                    .status();
            next = status == VALIDATED ? TrainingPhase.TRAINING_PRICE : TrainingPhase.TRAINING;
        }
        if (next == TrainingPhase.TRAINING_PRICE) {
            ModelStatus seen = status;
            before.pay(id, () -> train(id, seen));
            begunFrom = Optional.of(seen);
            status = TRAINING;
        }
        Model ready = model;
        if (status != READY_TO_USE) {
            ready = await(first, TrainingPhase.TRAINING, status, Set.of(READY_TO_USE), begunFrom);
        }
        report(TrainingPhase.READY, id, ready.status());
        return ready;
    }

    private PaidBefore paidBefore(ModelId model) {
        return new PaidBefore(
                training.books(),
                plan.datasetAgainAfterError(),
                training.deadline(),
                training::validateModelPrice,
                why -> guard.tell(() -> plan.listener().onResumed(model, why)));
    }

    /**
     * What an earlier run, or another process, began. It may come to a bad end because its call was cut off: what
     * follows then is for the books to say.
     */
    private Model awaitWhatWasBegun(Model first) {
        try {
            return switch (first.status()) {
                case VALIDATING ->
                    await(first, TrainingPhase.VALIDATION, first.status(), VALIDATED_OR_LATER, Optional.empty());
                case TRAINING ->
                    await(first, TrainingPhase.TRAINING, first.status(), Set.of(READY_TO_USE), Optional.empty());
                default -> first;
            };
        } catch (TrainingFailedException e) {
            Model now = lookAgain(first.id(), e);
            if (now.status() == ModelStatus.ERRORED || now.status() == ModelStatus.CREATED) {
                return now;
            }
            throw e;
        }
    }

    private Model lookAgain(ModelId model, TrainingFailedException failure) {
        try {
            return training.getModel(model);
        } catch (ModelNotFoundException e) {
            failure.addSuppressed(e);
            throw failure;
        }
    }

    /**
     * The dataset comes first: a model that no dataset can follow would stay behind, and users may have only so many. A
     * new model that is said to be further already would be trained, and paid for, without the plan's dataset.
     */
    private Model create() {
        NewModel wanted = plan.newModel().orElseThrow();
        plan.datasetLink().ifPresent(DefaultTraining::requireLink);
        plan.dataset().ifPresent(archive -> {
            uploadOptions = options(archive);
            prepared = training.prepare(uploadOptions, wanted.method());
        });
        Model model = training.createModel(wanted);
        if (model.status() != ModelStatus.CREATED) {
            throw new UntrustedDaemonException("the daemon says that model " + model.id() + " is " + model.status()
                    + ", and it was created just now; nothing was paid");
        }
        return model;
    }

    private void sendDataset(ModelId model, ModelStatus status) {
        if (plan.datasetLink().isPresent()) {
            LinkQuote quote =
                    training.validateModelPrice(model, plan.datasetLink().get());
            agree(quote, status);
            training.validateModel(quote);
        } else {
            upload(model, status);
        }
    }

    /** Nobody is asked to confirm the price of a dataset that would be refused. */
    private void upload(ModelId model, ModelStatus status) {
        Path archive = plan.dataset()
                .orElseThrow(() -> new InvalidRequestException("model " + model + " is " + status
                        + " and needs a dataset, but the plan has none: dataset(…) or datasetLink(…)"));
        ValidationQuote quote = training.validateModelPrice(model);
        DatasetUpload options = uploadOptions == null ? options(archive) : uploadOptions;
        DatasetUpload upload = options.toBuilder()
                .quote(quote)
                .onProgress(new DatasetListener(sent -> tell(new TrainingProgress(
                        TrainingPhase.DATASET, model, status, Optional.of(sent), Optional.empty()))))
                .build();
        DatasetDelivery delivery = training.delivery(upload, () -> agree(quote, status));
        if (prepared == null) {
            delivery.deliver();
        } else {
            // A daemon that takes one model for another is found out before anything is paid.
            training.getModel(model);
            delivery.deliver(prepared);
        }
    }

    /** Asked of the plan only once: options may be made for one upload, such as a host. */
    private DatasetUpload options(Path archive) {
        DatasetUpload.Builder upload = DatasetUpload.builder(NO_QUOTE, archive);
        plan.uploadOptions().accept(upload);
        // Of a model that is not made yet, nothing is sent.
        return upload.onProgress(new DatasetListener(sent -> {})).build();
    }

    /** The journey's own: it has one listener. */
    private final class DatasetListener implements UploadListener {
        private final Consumer<UploadProgress> onSent;

        private DatasetListener(Consumer<UploadProgress> onSent) {
            this.onSent = onSent;
        }

        @Override
        public void onProgress(UploadProgress sent) {
            onSent.accept(sent);
        }

        @Override
        public void onCheck(CheckProgress checked) {
            guard.tell(() -> plan.listener().onCheck(checked));
        }
    }

    private void agree(Quote quote, ModelStatus status) {
        confirm(TrainingPhase.VALIDATION_PRICE, quote, status, plan.maxValidationPrice(), "maxValidationPrice");
        report(TrainingPhase.DATASET, quote.modelId(), status);
    }

    private void train(ModelId model, ModelStatus status) {
        TrainingQuote quote = training.trainModelPrice(model);
        confirm(TrainingPhase.TRAINING_PRICE, quote, status, plan.maxTrainingPrice(), "maxTrainingPrice");
        training.trainModel(quote);
    }

    private void confirm(TrainingPhase phase, Quote quote, ModelStatus status, Optional<Cogs> most, String setting) {
        tell(new TrainingProgress(phase, quote.modelId(), status, Optional.empty(), Optional.of(quote)));
        if (most.isPresent() && quote.price().compareTo(most.get()) > 0) {
            throw new SpendingLimitException("the daemon asks " + quote.price() + " for model " + quote.modelId()
                    + ", which is more than the plan's " + setting + " of " + most.get() + "; nothing was paid for it");
        }
        if (!plan.confirmation().map(confirm -> confirm.test(quote)).orElse(true)) {
            throw new SpendingLimitException("the price of " + quote.price() + " for model " + quote.modelId()
                    + " was not confirmed; nothing was paid for it");
        }
    }

    private Model await(
            Model first,
            TrainingPhase phase,
            ModelStatus status,
            Set<ModelStatus> targets,
            Optional<ModelStatus> begunFrom) {
        ModelId id = first.id();
        report(phase, id, status);
        WaitOptions options = phase == TrainingPhase.VALIDATION ? plan.validationWait() : plan.trainingWait();
        return training.awaitAny(id, targets, begunFrom, options, seen -> {
            ModelAnswers.requireMethod(seen, first.method());
            report(phase, id, seen.status());
        });
    }

    private void report(TrainingPhase phase, ModelId model, ModelStatus status) {
        tell(new TrainingProgress(phase, model, status, Optional.empty(), Optional.empty()));
    }

    private void tell(TrainingProgress progress) {
        guard.tell(() -> plan.listener().onProgress(progress));
    }
}
