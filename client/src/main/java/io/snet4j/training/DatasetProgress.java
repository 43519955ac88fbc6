package io.snet4j.training;

import java.time.Duration;

/** What the listener hears: never less than before, though an attempt that was refused begins anew. */
final class DatasetProgress {
    private final UploadListener listener;
    private long reported = -1;
    private long start;

    DatasetProgress(UploadListener listener) {
        this.listener = listener;
    }

    synchronized void report(long sent, long total) {
        if (reported < 0) {
            start = System.nanoTime();
        }
        if (sent > reported) {
            reported = sent;
            listener.onProgress(new UploadProgress(sent, total, Duration.ofNanos(System.nanoTime() - start)));
        }
    }
}
