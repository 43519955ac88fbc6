package io.snet4j.provider;

import io.snet4j.internal.text.ForeignText;
import io.snet4j.provider.model.ModelInfo;
import io.snet4j.provider.model.ModelStatus;
import java.util.Optional;

/**
 * A model as it stood at one moment. Immutable.
 *
 * @param reason why, if the status is {@link ModelStatus#ERRORED}
 * @param dataset what was received completely, good or not; stays until another one was received completely
 * @param isUsable whether a training succeeded; what it gave stays usable while a newer dataset is validated and
 *     trained on
 * @since 0.1.0
 */
public record ModelState(
        ModelInfo info, ModelStatus status, Optional<String> reason, Optional<Dataset> dataset, boolean isUsable) {
    /** Printable and short, whatever strangers wrote. */
    @Override
    public String toString() {
        return ForeignText.of("ModelState[info=" + info + ", status=" + status + ", reason=" + reason + ", dataset="
                + dataset + ", isUsable=" + isUsable + "]");
    }
}
