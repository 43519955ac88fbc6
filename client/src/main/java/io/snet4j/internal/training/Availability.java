package io.snet4j.internal.training;

import io.snet4j.errors.SnetException;
import io.snet4j.errors.TrainingUnavailableException;
import io.snet4j.training.TrainingAvailability;
import io.snet4j.training.TrainingMetadata;
import java.util.Optional;
import java.util.function.Supplier;

/** Remembers what a daemon said of training, but not that it could not be asked. Thread-safe. */
final class Availability {
    private volatile Optional<TrainingAvailability> known = Optional.empty();

    Optional<TrainingAvailability> remembered() {
        return known;
    }

    TrainingAvailability get(Supplier<TrainingMetadata> daemon) {
        return known.orElseGet(() -> ask(daemon));
    }

    TrainingAvailability ask(Supplier<TrainingMetadata> daemon) {
        try {
            TrainingMetadata metadata = daemon.get();
            TrainingAvailability answer = metadata.enabled()
                    ? new TrainingAvailability.Enabled(metadata)
                    : new TrainingAvailability.NotEnabled("trainingEnabled is false");
            known = Optional.of(answer);
            return answer;
        } catch (TrainingUnavailableException e) {
            TrainingAvailability answer = new TrainingAvailability.NotEnabled(words(e));
            known = Optional.of(answer);
            return answer;
        } catch (SnetException e) {
            return new TrainingAvailability.Unknown(e);
        }
    }

    static TrainingUnavailableException unavailable(TrainingAvailability.NotEnabled answer) {
        return new TrainingUnavailableException(
                "the service cannot be trained; its daemon says: " + answer.daemonText());
    }

    private static String words(TrainingUnavailableException e) {
        return Optional.ofNullable(e.getMessage()).orElse("training is off");
    }
}
