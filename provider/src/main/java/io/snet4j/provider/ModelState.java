package io.snet4j.provider;

import io.snet4j.internal.text.ForeignText;
import java.util.Optional;

/**
 * A model as it stood at one moment. Immutable.
 *
 * @param reason why, if the status is {@link ModelStatus#ERRORED}
 * @param dataset what was received completely, good or not; stays until another one was received completely
 * @param artifact what the last successful training gave; stays usable while a newer dataset is validated and trained on
 * @since 0.1.0
 */
public record ModelState<A>(
        ModelContext context,
        ModelStatus status,
        Optional<String> reason,
        Optional<Dataset> dataset,
        Optional<A> artifact) {
    /** Printable and short, whatever strangers wrote. */
    @Override
    public String toString() {
        return ForeignText.of("ModelState[context=" + context + ", status=" + status + ", reason=" + reason
                + ", dataset=" + dataset + ", artifact=" + artifact + "]");
    }
}
