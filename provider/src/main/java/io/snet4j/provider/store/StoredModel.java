package io.snet4j.provider.store;

import io.snet4j.internal.text.ForeignText;
import io.snet4j.provider.model.ModelInfo;
import io.snet4j.provider.model.ModelStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * All that a store keeps of one model. Immutable.
 *
 * @param created to the millisecond
 * @param reason why, if the status is {@link ModelStatus#ERRORED}
 * @param dataset what was received as a whole, good or not
 * @param job what goes on, if the status is {@link ModelStatus#VALIDATING} or {@link ModelStatus#TRAINING}
 * @param artifacts the turn of what the last successful training gave, which tells the folder in which it lies
 * @since 0.1.0
 */
public record StoredModel(
        ModelInfo info,
        Instant created,
        ModelStatus status,
        Optional<String> reason,
        Optional<StoredDataset> dataset,
        Optional<StoredJob> job,
        Optional<Long> artifacts) {
    /** A new one. */
    public static StoredModel created(ModelInfo info, Instant when) {
        return new StoredModel(
                info,
                when,
                ModelStatus.CREATED,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same model where nothing goes on. */
    public StoredModel ended(ModelStatus next, Optional<String> why) {
        return new StoredModel(info, created, next, why, dataset, Optional.empty(), artifacts);
    }

    /** The same model with work that goes on. */
    public StoredModel doing(ModelStatus next, StoredJob work) {
        return new StoredModel(info, created, next, Optional.empty(), dataset, Optional.of(work), artifacts);
    }

    /** The same model with another dataset, or none. */
    public StoredModel with(Optional<StoredDataset> other) {
        return new StoredModel(info, created, status, reason, other, job, artifacts);
    }

    /** The same model after a training. */
    public StoredModel trained(Optional<Long> turn) {
        return new StoredModel(info, created, status, reason, dataset, job, turn);
    }

    /** The highest turn that a folder of the model may have. */
    public long lastTurn() {
        return Math.max(dataset.map(StoredDataset::turn).orElse(0L), artifacts.orElse(0L));
    }

    /** Printable and short, whatever strangers wrote. */
    @Override
    public String toString() {
        return ForeignText.of("StoredModel[info=" + info + ", created=" + created + ", status=" + status + ", reason="
                + reason + ", dataset=" + dataset + ", job=" + job + ", artifacts=" + artifacts + "]");
    }
}
