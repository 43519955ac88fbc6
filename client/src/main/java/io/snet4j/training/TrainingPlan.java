package io.snet4j.training;

import io.snet4j.value.Cogs;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All that {@link Training#train} needs to know to get to a trained model. Immutable.
 *
 * @since 0.1.0
 */
public final class TrainingPlan {
    private final Optional<NewModel> newModel;
    private final Optional<ModelId> model;
    private final Optional<Path> dataset;
    private final Optional<URI> datasetLink;
    private final Consumer<DatasetUpload.Builder> uploadOptions;
    private final Optional<Cogs> maxValidationPrice;
    private final Optional<Cogs> maxTrainingPrice;
    private final Optional<Predicate<Quote>> confirmation;
    private final WaitOptions validationWait;
    private final WaitOptions trainingWait;
    private final boolean datasetAgainAfterError;
    private final TrainingListener listener;

    private TrainingPlan(Builder builder) {
        newModel = Optional.ofNullable(builder.newModel);
        model = Optional.ofNullable(builder.model);
        dataset = Optional.ofNullable(builder.dataset);
        datasetLink = Optional.ofNullable(builder.datasetLink);
        uploadOptions = builder.uploadOptions;
        maxValidationPrice = Optional.ofNullable(builder.maxValidationPrice);
        maxTrainingPrice = Optional.ofNullable(builder.maxTrainingPrice);
        confirmation = Optional.ofNullable(builder.confirmation);
        validationWait = builder.validationWait;
        trainingWait = builder.trainingWait;
        datasetAgainAfterError = builder.datasetAgainAfterError;
        listener = builder.listener;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Empty if a model is given. */
    public Optional<NewModel> newModel() {
        return newModel;
    }

    /** Empty if a new model is to be made. */
    public Optional<ModelId> model() {
        return model;
    }

    public Optional<Path> dataset() {
        return dataset;
    }

    public Optional<URI> datasetLink() {
        return datasetLink;
    }

    public Consumer<DatasetUpload.Builder> uploadOptions() {
        return uploadOptions;
    }

    public Optional<Cogs> maxValidationPrice() {
        return maxValidationPrice;
    }

    public Optional<Cogs> maxTrainingPrice() {
        return maxTrainingPrice;
    }

    public Optional<Predicate<Quote>> confirmation() {
        return confirmation;
    }

    public WaitOptions validationWait() {
        return validationWait;
    }

    public WaitOptions trainingWait() {
        return trainingWait;
    }

    public boolean datasetAgainAfterError() {
        return datasetAgainAfterError;
    }

    public TrainingListener listener() {
        return listener;
    }

    /** Needs a model or a new one, and a word on both prices. Not thread-safe. */
    public static final class Builder {
        private @Nullable NewModel newModel;
        private @Nullable ModelId model;
        private @Nullable Path dataset;
        private @Nullable URI datasetLink;
        private Consumer<DatasetUpload.Builder> uploadOptions = upload -> {};
        private @Nullable Cogs maxValidationPrice;
        private @Nullable Cogs maxTrainingPrice;
        private @Nullable Predicate<Quote> confirmation;
        private WaitOptions validationWait = WaitOptions.atMost(Duration.ofHours(1));
        private WaitOptions trainingWait = WaitOptions.atMost(Duration.ofDays(1));
        private boolean datasetAgainAfterError;
        private TrainingListener listener = progress -> {};

        private Builder() {}

        /** Creates this one first. Replaces {@link #model}. */
        public Builder newModel(NewModel description) {
            newModel = description;
            model = null;
            return this;
        }

        /** Goes on with this one from where it stands. Replaces {@link #newModel}. */
        public Builder model(ModelId id) {
            model = id;
            newModel = null;
            return this;
        }

        /**
         * What to upload, a file or a folder: as in {@link DatasetUpload}. Replaces {@link #datasetLink}. Not needed
         * for a model that has its dataset.
         */
        public Builder dataset(Path archive) {
            dataset = archive;
            datasetLink = null;
            return this;
        }

        /** Where the provider finds the dataset. Replaces {@link #dataset}. */
        public Builder datasetLink(URI link) {
            datasetLink = link;
            dataset = null;
            return this;
        }

        /** Sets what else there is to say of the upload. Its progress goes to the plan's listener, not to its own. */
        public Builder uploadOptions(Consumer<DatasetUpload.Builder> options) {
            uploadOptions = options;
            return this;
        }

        /** The most that validating the dataset may cost. */
        public Builder maxValidationPrice(Cogs price) {
            maxValidationPrice = price;
            return this;
        }

        /** The most that training may cost. */
        public Builder maxTrainingPrice(Cogs price) {
            maxTrainingPrice = price;
            return this;
        }

        /**
         * Asked on the working thread for each quote that the maxima allow; it is paid only after a yes. Takes the
         * place of maxima that are not set.
         */
        public Builder confirm(Predicate<Quote> confirm) {
            confirmation = confirm;
            return this;
        }

        /** How to wait for {@link ModelStatus#VALIDATED}. Default: at most an hour. */
        public Builder validationWait(WaitOptions options) {
            validationWait = options;
            return this;
        }

        /** How to wait for {@link ModelStatus#READY_TO_USE}. Default: at most a day. */
        public Builder trainingWait(WaitOptions options) {
            trainingWait = options;
            return this;
        }

        /**
         * Begins again with the dataset, and pays for it again, if the model is {@link ModelStatus#ERRORED}, or {@link
         * ModelStatus#CREATED} although its dataset was paid for; also if it is not known whether it was. Not needed if
         * the last payment for the model was not taken. Default: no.
         */
        public Builder datasetAgainAfterError(boolean again) {
            datasetAgainAfterError = again;
            return this;
        }

        public Builder onProgress(TrainingListener trainingListener) {
            listener = trainingListener;
            return this;
        }

        /** @throws IllegalStateException naming what is missing */
        public TrainingPlan build() {
            if (newModel == null && model == null) {
                throw new IllegalStateException("a plan needs a model: newModel(…), or model(…) to go on with one");
            }
            if (newModel != null && dataset == null && datasetLink == null) {
                throw new IllegalStateException("a new model needs a dataset: dataset(…) or datasetLink(…)");
            }
            if (confirmation == null && (maxValidationPrice == null || maxTrainingPrice == null)) {
                throw new IllegalStateException(
                        "a plan needs a word on both prices: maxValidationPrice(…) and maxTrainingPrice(…), or confirm(…)");
            }
            return new TrainingPlan(this);
        }
    }
}
