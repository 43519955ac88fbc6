package io.snet4j.examples.text;

import io.snet4j.training.TrainingPlan;
import java.net.URI;
import java.nio.file.Path;

/** How a dataset gets to the provider. */
sealed interface Route {
    void into(TrainingPlan.Builder plan);

    /** Through the daemon, message by message. */
    record ByStream(Path archive) implements Route {
        @Override
        public void into(TrainingPlan.Builder plan) {
            plan.dataset(archive);
        }
    }

    /** The provider fetches it. */
    record ByLink(URI link) implements Route {
        @Override
        public void into(TrainingPlan.Builder plan) {
            plan.datasetLink(link);
        }
    }
}
