package io.snet4j.training;

import io.snet4j.errors.SnetException;

/** Whether a service can be trained. */
public sealed interface TrainingAvailability {
    /** It can. */
    record Enabled(TrainingMetadata metadata) implements TrainingAvailability {}

    /** Its daemon says that it cannot, in these words. */
    record NotEnabled(String daemonText) implements TrainingAvailability {}

    /** It could not be asked. Never remembered: the next question is asked anew. */
    record Unknown(SnetException cause) implements TrainingAvailability {}
}
