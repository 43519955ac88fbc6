package io.snet4j.internal.training;

import io.snet4j.dataset.CheckProgress;
import io.snet4j.internal.dataset.CheckListener;
import io.snet4j.internal.listen.ListenerGuard;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/** Tells a user's listener how far a check is, some hundred times at most. For one check, on its thread. */
final class CheckReport implements CheckListener {
    /** A report for each window of an archive of ten gigabytes would be a hundred thousand. */
    private static final int MOST_REPORTS = 200;

    /** Of small archives, more than that is no news. */
    private static final long LEAST_BYTES = 1 << 20;

    private final Consumer<CheckProgress> listener;
    private final ListenerGuard guard =
            new ListenerGuard(LoggerFactory.getLogger(CheckProgress.class), "the listener of a dataset's check");
    private final long start = System.nanoTime();
    private final long total;
    private final long step;
    private long next;

    CheckReport(long total, Consumer<CheckProgress> listener) {
        this.listener = listener;
        this.total = total;
        this.step = Math.max(LEAST_BYTES, total / MOST_REPORTS);
        report(0);
    }

    @Override
    public void onChecked(long bytes, long ofTotal) {
        // The last one is for the end: behind the last byte of an entry, its checksum is still to be compared.
        if (bytes >= next && bytes < total) {
            report(bytes);
        }
    }

    void end() {
        report(total);
    }

    private void report(long bytes) {
        next = bytes + step;
        CheckProgress progress = new CheckProgress(bytes, total, Duration.ofNanos(System.nanoTime() - start));
        guard.tell(() -> listener.accept(progress));
    }
}
