package io.snet4j.provider;

import io.snet4j.internal.text.ForeignText;
import java.util.Optional;

/**
 * What a check of a dataset found.
 *
 * @param refusal why the dataset cannot be trained on; empty if it can
 * @since 0.1.0
 */
public record ValidationResult(Optional<String> refusal) {
    public static ValidationResult accepted() {
        return new ValidationResult(Optional.empty());
    }

    /** @param reason what is wrong and where, one sentence */
    public static ValidationResult refused(String reason) {
        return new ValidationResult(Optional.of(reason));
    }

    /** Printable and short, whatever strangers wrote. */
    @Override
    public String toString() {
        return ForeignText.of("ValidationResult[refusal=" + refusal + "]");
    }
}
