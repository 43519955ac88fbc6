package io.snet4j.state.jdbc;

import io.snet4j.internal.text.ForeignText;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does something again and again, on a thread that begins at the first use and ends with the client. Thread-safe. */
final class Tending {
    private static final Logger LOG = LoggerFactory.getLogger(Tending.class);

    private final Work work;
    private final Duration pause;
    private final AtomicReference<@Nullable ScheduledExecutorService> thread = new AtomicReference<>();
    private volatile boolean ended;

    interface Work {
        void run() throws IOException, InterruptedException;
    }

    Tending(Work work, Duration pause) {
        this.work = work;
        this.pause = pause;
    }

    void begin() {
        if (thread.get() != null || ended) {
            return;
        }
        ScheduledExecutorService fresh = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "snet4j-holds");
            made.setDaemon(true);
            return made;
        });
        if (thread.compareAndSet(null, fresh)) {
            fresh.scheduleWithFixedDelay(this::once, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
        } else {
            fresh.shutdownNow();
        }
        if (ended) {
            end();
        }
    }

    private void once() {
        try {
            work.run();
        } catch (IOException e) {
            LOG.warn("holds are not renewed: {}", ForeignText.of(e.toString()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("holds are not renewed", e);
        }
    }

    void end() {
        ended = true;
        ScheduledExecutorService running = thread.getAndSet(null);
        if (running != null) {
            running.shutdownNow();
        }
    }
}
