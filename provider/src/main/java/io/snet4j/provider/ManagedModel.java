package io.snet4j.provider;

import io.grpc.StatusRuntimeException;
import io.snet4j.provider.model.ModelInfo;
import io.snet4j.provider.model.ModelStatus;
import io.snet4j.provider.store.ModelStore;
import io.snet4j.provider.store.ModelStoreException;
import io.snet4j.provider.store.StoredModel;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One model's state machine: what is kept of it, who works on it, and who uses it, under one lock. Only the latest turn
 * may report: what a cancelled step says afterwards is ignored. Refusals are gRPC statuses, because a daemon charges
 * for every answer that is no error. Thread-safe.
 *
 * <p>A dataset takes the place of the one before when it is there as a whole. An upload changes nothing until then, so
 * that whoever was killed while sending finds the model as it was, and simply sends again.
 */
final class ManagedModel<M> {
    private static final Logger LOG = LoggerFactory.getLogger(ManagedModel.class);

    private final KeptModel kept;
    private final Turns turns;
    private final ModelUsers<M> users;
    private final ModelFolder folder;
    private final ModelInfo info;
    private final long order;

    ManagedModel(StoredModel kept, long order, ModelStore store, LoadedModels<M> loaded, ModelFolder folder) {
        this.kept = new KeptModel(kept, store, folder);
        this.order = order;
        this.folder = folder;
        info = kept.info();
        users = new ModelUsers<>(info, loaded, folder);
        turns = new Turns(kept.lastTurn());
    }

    synchronized StoredModel kept() {
        return kept.now();
    }

    ModelInfo info() {
        return info;
    }

    /** Higher than that of models that were created before. */
    long order() {
        return order;
    }

    ModelFolder folder() {
        return folder;
    }

    /** Whether no dataset ever arrived, and for so long none was on its way. */
    synchronized boolean isUnusedFor(Duration time) {
        return kept.status() == ModelStatus.CREATED && turns.isRestingFor(time);
    }

    synchronized ModelState state() {
        return kept.state();
    }

    synchronized Optional<Dataset> dataset() {
        return kept.dataset();
    }

    /**
     * An upload begins.
     *
     * @param cancel told why
     * @return the upload's turn
     */
    long beginUpload(Consumer<String> cancel) {
        Optional<Turns.Work> upload;
        long mine;
        synchronized (this) {
            upload = uploadThatGivesWay();
            mine = turns.receive(cancel);
        }
        upload.ifPresent(other -> other.stop("another upload for the same model began"));
        return mine;
    }

    /** @param start starts fetching and checking in the background, with its turn */
    void beginLink(URI link, LongFunction<Future<?>> start) {
        Optional<Turns.Work> upload;
        synchronized (this) {
            upload = uploadThatGivesWay();
            turns.begin(turns.next(), start, () -> kept.validatingLink(link));
        }
        upload.ifPresent(other -> other.stop("a dataset for the same model is taken by link"));
    }

    /** @param start starts training on the dataset in the background, with its turn */
    void beginTraining(LongFunction<Future<?>> start) {
        Optional<Turns.Work> upload;
        synchronized (this) {
            upload = uploadThatGivesWay();
            kept.requireValidDataset();
            turns.begin(turns.next(), start, kept::training);
        }
        upload.ifPresent(other -> other.stop("the model is trained on the dataset it had"));
    }

    /**
     * The upload of this turn is complete, and its file on the disk.
     *
     * @param start starts checking in the background
     * @return whether the turn still counted
     */
    synchronized boolean uploaded(long mine, Dataset received, LongFunction<Future<?>> start) {
        if (!turns.isLatest(mine)) {
            return false;
        }
        turns.begin(mine, start, () -> kept.uploaded(mine, received));
        return true;
    }

    /** Work that an earlier process did not end is begun again. */
    synchronized void resume(LongFunction<Future<?>> start) {
        turns.begin(turns.next(), start, () -> {});
    }

    /** The link of this turn was fetched. Tells whether the turn still counted. */
    synchronized boolean fetched(long mine, Dataset received) {
        if (!turns.isLatest(mine)) {
            return false;
        }
        kept.fetched(mine, received);
        return true;
    }

    /**
     * The work of this turn gets its thread. Gives how often it was begun by now; 0 if the turn does not count any
     * more.
     */
    synchronized int started(long mine) {
        int attempt = turns.isLatest(mine) ? kept.attempted() : 0;
        if (attempt > 0) {
            turns.started(mine, kept.status());
        }
        return attempt;
    }

    /** The thread of this turn is done with it. Gives what the model became by it, or is while others go on with it. */
    synchronized ModelStatus outcome(long mine) {
        return turns.outcome(mine).orElse(kept.status());
    }

    /** The dataset of this turn did not arrive as a whole: the model stays as it was. */
    synchronized void lost(long mine, String why) {
        if (turns.isLatest(mine)) {
            kept.lost();
            turns.rest(kept.status());
            LOG.warn("no dataset arrived for model {}, which stays {}: {}", info.id(), kept.status(), why);
        }
    }

    synchronized void validated(long mine) {
        if (turns.isLatest(mine)) {
            kept.validated();
            turns.rest(kept.status());
        }
    }

    /** The artifacts of this turn are on the disk. Tells whether the turn still counted. */
    boolean trained(long mine) {
        Optional<Long> old;
        synchronized (this) {
            if (!turns.isLatest(mine)) {
                return false;
            }
            old = kept.trained(mine);
            turns.rest(kept.status());
        }
        old.ifPresent(users::replaced);
        return true;
    }

    synchronized void failed(long mine, String why) {
        if (turns.isLatest(mine)) {
            kept.failed(why);
            turns.end(kept.status());
        }
    }

    /** Fails the work of this turn and interrupts it, also if the store cannot take that it failed. */
    void overdue(long mine, String why) {
        Optional<Turns.Work> late = Optional.empty();
        try {
            synchronized (this) {
                late = turns.isLatest(mine) ? turns.work() : late;
                if (late.isPresent()) {
                    failed(mine, why);
                }
            }
        } finally {
            late.ifPresent(work -> work.stop(why));
        }
    }

    synchronized boolean isCurrent(long mine) {
        return turns.isLatest(mine);
    }

    /** Stops what is going on and removes the files. Deleting twice is as good as once. */
    void delete() {
        Optional<Turns.Work> stopped;
        Optional<Long> artifacts;
        synchronized (this) {
            artifacts = kept.deleted();
            stopped = turns.end(kept.status());
        }
        stopped.ifPresent(work -> work.stop("the model was deleted"));
        users.deleted(artifacts);
    }

    /** Ends an upload; the model stays as it was. */
    void stopUpload(String why) {
        Optional<Turns.Work> upload;
        synchronized (this) {
            upload = turns.work().filter(Turns.Work::receiving);
            upload.ifPresent(work -> turns.end(kept.status()));
        }
        upload.ifPresent(work -> work.stop(why));
    }

    /** Interrupts what is going on, and leaves it to the next process. It does not count as an attempt. */
    void park() {
        Optional<Turns.Work> stopped;
        synchronized (this) {
            stopped = turns.park();
            stopped.ifPresent(work -> takeBackAttempt());
        }
        stopped.ifPresent(work -> work.stop("the provider was closed"));
    }

    private void takeBackAttempt() {
        try {
            kept.takeBackAttempt();
        } catch (ModelStoreException e) {
            LOG.warn("a stop counts as an attempt of model {}", info.id(), e);
        }
    }

    /** To be called when a step of the background ends: it may have written after the model was deleted. */
    void removeFilesIfDeleted() {
        users.removeFilesIfDeleted();
    }

    /** @throws StatusRuntimeException as {@link Models#use} does */
    ModelHandle<M> use(TrainingHandler<M> handler) {
        long artifacts;
        LoadedModels.Slot<M> slot;
        synchronized (this) {
            artifacts = kept.requireArtifacts();
            slot = users.take(artifacts);
        }
        return users.load(slot, artifacts, handler);
    }

    /**
     * An upload that is still being received gives way to whatever its owner begins next: daemons forget to end the
     * uploads of clients that went away, and these must not block the model. To be stopped outside of the lock.
     *
     * @throws StatusRuntimeException FAILED_PRECONDITION if the model is busy with something else, or deleted
     */
    private Optional<Turns.Work> uploadThatGivesWay() {
        kept.requireIdle();
        return turns.work();
    }
}
