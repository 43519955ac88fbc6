package io.snet4j.dataset;

import java.time.Duration;

/**
 * How far an upload is.
 *
 * @param bytesSent handed to the transport, which holds back at most one message; by link, read by the host
 * @param bytesTotal size of the file
 * @param elapsed since the beginning
 * @since 0.1.0
 */
public record UploadProgress(long bytesSent, long bytesTotal, Duration elapsed) {
    /** From 0 to 1. */
    public double fraction() {
        return bytesTotal == 0 ? 1.0 : (double) bytesSent / bytesTotal;
    }
}
