package io.snet4j.training;

import io.snet4j.errors.SnetException;
import io.snet4j.internal.text.ForeignText;

/**
 * Whether a service can be trained.
 *
 * @since 0.1.0
 */
public sealed interface TrainingAvailability {
    /** It can. */
    record Enabled(TrainingMetadata metadata) implements TrainingAvailability {}

    /** Its daemon says that it cannot, in these words. */
    record NotEnabled(String daemonText) implements TrainingAvailability {
        /** Printable and short, whatever strangers wrote. */
        @Override
        public String toString() {
            return ForeignText.of("NotEnabled[daemonText=" + daemonText + "]");
        }
    }

    /** It could not be asked. Never remembered: the next question is asked anew. */
    record Unknown(SnetException cause) implements TrainingAvailability {}
}
