package io.snet4j.dataset;

import java.time.Duration;

/**
 * How far the check of a dataset is, which comes before its upload.
 *
 * @param bytesChecked read of the archive; all of them only when the check is over
 * @param bytesTotal size of the archive
 * @param elapsed since the check began
 * @since 0.1.0
 */
public record CheckProgress(long bytesChecked, long bytesTotal, Duration elapsed) {
    /** From 0 to 1. */
    public double fraction() {
        return bytesTotal == 0 ? 1.0 : (double) bytesChecked / bytesTotal;
    }
}
