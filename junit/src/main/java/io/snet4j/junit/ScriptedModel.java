package io.snet4j.junit;

import io.snet4j.training.ModelStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * A model as a {@link ScriptedProvider} has it.
 *
 * @param id that the provider gave it
 * @param status by the provider's clock
 * @param reason why it is ERRORED; the wire has no place for it, so clients do not hear of it
 * @param datasetBytes size of the dataset that was uploaded in whole; empty before, or if it came by link
 * @param link to the dataset, if it came by link
 * @since 0.1.0
 */
public record ScriptedModel(
        String id,
        String name,
        ModelStatus status,
        Optional<String> reason,
        Optional<Long> datasetBytes,
        Optional<String> link) {
    /** What goes on with a model. */
    record State(
            String id,
            String name,
            ModelStatus atRest,
            ModelStatus meanwhile,
            Optional<Instant> until,
            boolean working,
            Optional<String> reason,
            Optional<Long> datasetBytes,
            Optional<String> link) {
        static State created(String id, String name) {
            return new State(
                    id,
                    name,
                    ModelStatus.CREATED,
                    ModelStatus.CREATED,
                    Optional.empty(),
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        /** @param end what it becomes if the work goes well */
        State at(Work work, Instant now, ModelStatus meanwhile, ModelStatus end) {
            return new State(
                    id,
                    name,
                    work.error().isPresent() ? ModelStatus.ERRORED : end,
                    meanwhile,
                    work.time().map(now::plus),
                    true,
                    work.error(),
                    datasetBytes,
                    link);
        }

        State with(Optional<Long> bytes, Optional<String> from) {
            return new State(id, name, atRest, meanwhile, until, working, reason, bytes, from);
        }

        ScriptedModel at(Instant now) {
            boolean done = !working || until.isPresent() && !until.get().isAfter(now);
            return new ScriptedModel(
                    id,
                    name,
                    done ? atRest : meanwhile,
                    done && atRest == ModelStatus.ERRORED ? reason : Optional.empty(),
                    datasetBytes,
                    link);
        }
    }
}
