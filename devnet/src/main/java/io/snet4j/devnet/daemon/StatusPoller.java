package io.snet4j.devnet.daemon;

import io.snet4j.wire.training.TrainingProto.ModelID;
import io.snet4j.wire.training.TrainingProto.Status;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the provider for the status of models that are being validated or trained, until they have come to rest. */
final class StatusPoller implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StatusPoller.class);
    private static final Duration ANSWER_TIME = Duration.ofSeconds(20);
    private static final Set<Status> BUSY = Set.of(Status.VALIDATING, Status.TRAINING);

    private final DaemonStore store;
    private final ProviderModels provider;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "snet4j-daemon-status");
        thread.setDaemon(true);
        return thread;
    });

    StatusPoller(DaemonStore store, ProviderModels provider) {
        this.store = store;
        this.provider = provider;
    }

    void start(Duration interval) {
        timer.scheduleWithFixedDelay(this::poll, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void poll() {
        for (String id : store.pendingModels()) {
            try {
                Status status = provider.call(
                                stub -> stub.getModelStatus(
                                        ModelID.newBuilder().setModelId(id).build()),
                                ANSWER_TIME)
                        .getStatus();
                store.updateModel(id, model -> model.withStatus(status));
                if (!BUSY.contains(status)) {
                    store.removePendingModel(id);
                }
            } catch (RuntimeException e) {
                // Asked again next time.
                LOG.debug("no status of model {}", id, e);
            }
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
