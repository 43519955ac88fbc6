package io.snet4j.cli.training;

import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.RefusedException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.StreamingUploadUnsupportedException;

/** Failures whose way out is a program's, told with the terminal's. */
final class OwnWords {
    private OwnWords() {}

    /** @param byLink what to type instead where a daemon takes no dataset by stream */
    static RuntimeException of(SnetException failure, String byLink) {
        String message = String.valueOf(failure.getMessage());
        String told = message.replaceAll("[Aa] plan with datasetAgainAfterError\\(true\\)", "--dataset-again");
        if (failure instanceof StreamingUploadUnsupportedException) {
            told = told.replaceFirst(
                    "Give the dataset by link: .*",
                    "Put the dataset where its provider can fetch it, and say " + byLink);
        }
        if (told.equals(message)) {
            return failure;
        }
        RefusedException refused = new RefusedException(told, ExitCode.of(failure));
        refused.initCause(failure);
        return refused;
    }
}
