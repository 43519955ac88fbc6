package io.snet4j.internal.training;

import io.snet4j.dataset.UploadListener;
import io.snet4j.dataset.UploadProgress;
import io.snet4j.internal.listen.ListenerGuard;
import java.time.Duration;
import org.slf4j.LoggerFactory;

/** What the listener hears: never less than before, though an attempt that was refused begins anew. */
final class DatasetProgress {
    private final UploadListener listener;
    private final ListenerGuard guard =
            new ListenerGuard(LoggerFactory.getLogger(UploadListener.class), "an upload listener");
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
            UploadProgress progress = new UploadProgress(sent, total, Duration.ofNanos(System.nanoTime() - start));
            guard.tell(() -> listener.onProgress(progress));
        }
    }
}
