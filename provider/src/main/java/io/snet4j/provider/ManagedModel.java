package io.snet4j.provider;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.snet4j.internal.text.ForeignText;
import io.snet4j.provider.model.ModelInfo;
import io.snet4j.provider.model.ModelStatus;
import io.snet4j.provider.store.ModelStore;
import io.snet4j.provider.store.ModelStoreException;
import io.snet4j.provider.store.StoredDataset;
import io.snet4j.provider.store.StoredJob;
import io.snet4j.provider.store.StoredModel;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One model's state machine. Each change is in the store before it counts here, and so before it is answered. Each step that
 * takes time gets a turn number, and only the latest turn may report: what a cancelled step says afterwards is ignored.
 * Refusals are gRPC statuses, because a daemon charges for every answer that is no error.
 *
 * <p>A dataset takes the place of the one before when it is there as a whole. An upload changes nothing until then, so that
 * whoever was killed while sending finds the model as it was, and simply sends again.
 */
final class ManagedModel<M> {
    private static final Logger LOG = LoggerFactory.getLogger(ManagedModel.class);

    /** Handlers quote datasets in what they throw. */
    private static final int LONGEST_REASON = 2000;

    private final ModelStore store;
    private final ModelUsers<M> users;
    private final ModelFolder folder;
    private final long order;
    private StoredModel kept;
    private long touched = System.nanoTime();
    private long turn;
    private @Nullable Work work;

    /** Of the turns that have their thread, and what became of the model by each. */
    private final Map<Long, ModelStatus> outcomes = new HashMap<>();

    /** What is going on, and how it is stopped. */
    private record Work(boolean receiving, Consumer<String> cancel) {
        static Work of(Future<?> future) {
            return new Work(false, why -> future.cancel(true));
        }
    }

    ManagedModel(StoredModel kept, long order, ModelStore store, LoadedModels<M> loaded, ModelFolder folder) {
        this.kept = kept;
        this.order = order;
        this.store = store;
        this.folder = folder;
        users = new ModelUsers<>(kept.info(), loaded, folder);
        turn = kept.lastTurn();
    }

    synchronized StoredModel kept() {
        return kept;
    }

    ModelInfo info() {
        return kept().info();
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
        return kept.status() == ModelStatus.CREATED
                && work == null
                && Duration.ofNanos(System.nanoTime() - touched).compareTo(time) >= 0;
    }

    synchronized ModelState state() {
        return new ModelState(
                kept.info(),
                kept.status(),
                kept.reason(),
                dataset(),
                kept.artifacts().isPresent());
    }

    synchronized Optional<Dataset> dataset() {
        return kept.dataset().map(folder::dataset);
    }

    /**
     * An upload begins.
     *
     * @param cancel told why
     * @return the upload's turn
     */
    long beginUpload(Consumer<String> cancel) {
        Optional<Work> upload;
        long mine;
        synchronized (this) {
            upload = uploadThatGivesWay();
            mine = ++turn;
            work = new Work(true, cancel);
        }
        upload.ifPresent(other -> other.cancel.accept("another upload for the same model began"));
        return mine;
    }

    /** @param start starts fetching and checking in the background, with its turn */
    void beginLink(URI link, LongFunction<Future<?>> start) {
        Optional<Work> upload;
        synchronized (this) {
            upload = uploadThatGivesWay();
            StoredJob job =
                    new StoredJob(StoredJob.Kind.VALIDATE_LINK, Optional.of(link), 0, kept.status(), kept.reason());
            begin(kept.doing(ModelStatus.VALIDATING, job), start);
        }
        upload.ifPresent(other -> other.cancel.accept("a dataset for the same model is taken by link"));
    }

    /** @param start starts training on the dataset in the background, with its turn */
    void beginTraining(LongFunction<Future<?>> start) {
        Optional<Work> upload;
        synchronized (this) {
            upload = uploadThatGivesWay();
            if (kept.dataset().filter(StoredDataset::isValid).isEmpty()) {
                throw precondition(" has no validated dataset; upload one, or validate one by link, before training");
            }
            begin(kept.doing(ModelStatus.TRAINING, job(StoredJob.Kind.TRAIN)), start);
        }
        upload.ifPresent(other -> other.cancel.accept("the model is trained on the dataset it had"));
    }

    /**
     * The upload of this turn is complete, and its file on the disk.
     *
     * @param start starts checking in the background
     * @return whether the turn still counted
     */
    synchronized boolean uploaded(long mine, Dataset received, LongFunction<Future<?>> start) {
        if (mine != turn) {
            return false;
        }
        Optional<StoredDataset> old = kept.dataset();
        Future<?> future = start.apply(mine);
        saveOrCancel(
                kept.with(stored(mine, received)).doing(ModelStatus.VALIDATING, job(StoredJob.Kind.VALIDATE)), future);
        work = Work.of(future);
        drop(old);
        return true;
    }

    /** Work that an earlier process did not end is begun again. */
    synchronized void resume(LongFunction<Future<?>> start) {
        turn++;
        work = Work.of(start.apply(turn));
    }

    /** The link of this turn was fetched. Tells whether the turn still counted. */
    synchronized boolean fetched(long mine, Dataset received) {
        if (mine != turn) {
            return false;
        }
        Optional<StoredDataset> old = kept.dataset();
        int attempt = kept.job().map(StoredJob::attempt).orElse(1);
        save(kept.with(stored(mine, received))
                .doing(ModelStatus.VALIDATING, job(StoredJob.Kind.VALIDATE).attempt(attempt)));
        drop(old);
        return true;
    }

    /** The work of this turn gets its thread. Gives how often it was begun by now; 0 if the turn does not count any more. */
    synchronized int started(long mine) {
        StoredJob job = kept.job().orElse(null);
        if (mine != turn || job == null) {
            return 0;
        }
        int attempt = job.attempt() + 1;
        save(kept.doing(kept.status(), job.attempt(attempt)));
        outcomes.put(mine, kept.status());
        return attempt;
    }

    /** The thread of this turn is done with it. Gives what the model became by it, or is while others go on with it. */
    synchronized ModelStatus outcome(long mine) {
        return Optional.ofNullable(outcomes.remove(mine)).orElse(kept.status());
    }

    /** The dataset of this turn did not arrive as a whole: the model stays as it was. */
    synchronized void lost(long mine, String why) {
        if (mine == turn) {
            kept.job().ifPresent(job -> save(kept.ended(job.before(), job.reasonBefore())));
            rest(mine);
            LOG.warn(
                    "no dataset arrived for model {}, which stays {}: {}",
                    kept.info().id(),
                    kept.status(),
                    why);
        }
    }

    synchronized void validated(long mine) {
        if (mine == turn) {
            save(kept.with(kept.dataset().map(StoredDataset::valid)).ended(ModelStatus.VALIDATED, Optional.empty()));
            rest(mine);
        }
    }

    /** The artifacts of this turn are on the disk. */
    boolean trained(long mine) {
        Optional<Long> old;
        synchronized (this) {
            if (mine != turn) {
                return false;
            }
            old = kept.artifacts();
            save(kept.trained(Optional.of(mine)).ended(ModelStatus.READY_TO_USE, Optional.empty()));
            rest(mine);
        }
        old.ifPresent(users::replaced);
        return true;
    }

    synchronized void failed(long mine, String why) {
        if (mine == turn) {
            String reason = why.length() <= LONGEST_REASON ? why : why.substring(0, LONGEST_REASON) + "…";
            LOG.warn("model {} is ERRORED: {}", kept.info().id(), ForeignText.of(reason));
            // What a link gave takes the place of the dataset before even if it is refused unseen.
            boolean unseen = kept.job()
                    .filter(job -> job.kind() == StoredJob.Kind.VALIDATE_LINK)
                    .isPresent();
            Optional<StoredDataset> old = unseen ? kept.dataset() : Optional.empty();
            StoredModel next = unseen ? kept.with(Optional.empty()) : kept;
            save(next.ended(ModelStatus.ERRORED, Optional.of(reason)));
            turn++;
            rest(mine);
            drop(old);
        }
    }

    /** Fails the work of this turn and interrupts it, also if the store cannot take that it failed. */
    void overdue(long mine, String why) {
        Work late = null;
        try {
            synchronized (this) {
                if (mine == turn && work != null) {
                    late = work;
                    failed(mine, why);
                }
            }
        } finally {
            if (late != null) {
                late.cancel.accept(why);
            }
        }
    }

    synchronized boolean isCurrent(long mine) {
        return mine == turn;
    }

    /** Stops what is going on and removes the files. Deleting twice is as good as once. */
    void delete() {
        Work stopped;
        Optional<Long> artifacts;
        synchronized (this) {
            store.delete(kept.info().id());
            stopped = work;
            artifacts = kept.artifacts();
            long mine = turn++;
            kept = kept.with(Optional.empty()).trained(Optional.empty()).ended(ModelStatus.DELETED, Optional.empty());
            rest(mine);
        }
        if (stopped != null) {
            stopped.cancel.accept("the model was deleted");
        }
        users.deleted(artifacts);
    }

    /** Ends an upload; the model stays as it was. */
    void stopUpload(String why) {
        Work upload;
        synchronized (this) {
            if (work == null || !work.receiving) {
                return;
            }
            upload = work;
            rest(turn++);
        }
        upload.cancel.accept(why);
    }

    /** Interrupts what is going on, and leaves it to the next process. It does not count as an attempt. */
    void park() {
        Work stopped;
        synchronized (this) {
            stopped = work;
            turn++;
            work = null;
            if (stopped != null) {
                kept.job().filter(job -> job.attempt() > 0).ifPresent(this::takeBackAttempt);
            }
        }
        if (stopped != null) {
            stopped.cancel.accept("the provider was closed");
        }
    }

    private void takeBackAttempt(StoredJob job) {
        try {
            save(kept.doing(kept.status(), job.attempt(job.attempt() - 1)));
        } catch (ModelStoreException e) {
            LOG.warn("a stop counts as an attempt of model {}", kept.info().id(), e);
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
            artifacts =
                    kept.artifacts().orElseThrow(() -> precondition(" is " + kept.status() + " and was never trained"));
            slot = users.take(artifacts);
        }
        return users.load(slot, artifacts, handler);
    }

    private StoredJob job(StoredJob.Kind kind) {
        return new StoredJob(kind, Optional.empty(), 0, kept.status(), kept.reason());
    }

    private static Optional<StoredDataset> stored(long turn, Dataset received) {
        return Optional.of(new StoredDataset(turn, received.name(), received.size(), false));
    }

    private void begin(StoredModel next, LongFunction<Future<?>> start) {
        Future<?> future = start.apply(turn + 1);
        saveOrCancel(next, future);
        turn++;
        work = Work.of(future);
    }

    /** The work waits for this object's lock before it does anything, and finds that its turn never came. */
    private void saveOrCancel(StoredModel next, Future<?> future) {
        try {
            save(next);
        } catch (RuntimeException e) {
            future.cancel(true);
            throw e;
        }
    }

    private void save(StoredModel next) {
        store.save(next);
        kept = next;
    }

    private void rest(long mine) {
        outcomes.replace(mine, kept.status());
        work = null;
        touched = System.nanoTime();
    }

    private void drop(Optional<StoredDataset> old) {
        old.ifPresent(dataset -> FileTree.delete(folder.dataset(dataset.turn())));
    }

    /**
     * An upload that is still being received gives way to whatever its owner begins next: daemons forget to end the uploads
     * of clients that went away, and these must not block the model. To be cancelled outside of the lock.
     *
     * @throws StatusRuntimeException FAILED_PRECONDITION if the model is busy with something else, or deleted
     */
    private Optional<Work> uploadThatGivesWay() {
        if (kept.status() == ModelStatus.DELETED) {
            throw precondition(" was deleted");
        }
        if (kept.job().isPresent()) {
            throw precondition(" is " + kept.status() + "; wait until that ended");
        }
        return Optional.ofNullable(work);
    }

    private StatusRuntimeException precondition(String predicate) {
        return Status.FAILED_PRECONDITION
                .withDescription("model " + kept.info().id() + predicate)
                .asRuntimeException();
    }
}
