package io.snet4j.provider;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.snet4j.internal.text.ForeignText;
import io.snet4j.internal.text.SizeText;
import io.snet4j.value.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One model's state machine. Each step that takes time gets a turn number, and only the latest turn may report: what a
 * cancelled step says afterwards is ignored. Refusals are gRPC statuses, because a daemon charges for every answer that
 * is no error.
 *
 * <p>A dataset takes the place of the one before when it is there as a whole. An upload changes nothing until then, so that
 * whoever was killed while sending finds the model as it was, and simply sends again.
 */
final class ManagedModel<A> {
    private static final Logger LOG = LoggerFactory.getLogger(ManagedModel.class);

    /** Handlers quote datasets in what they throw. */
    private static final int LONGEST_REASON = 2000;

    private final ModelContext context;
    private final Path folder;
    private final Optional<Address> owner;
    private final long created = System.nanoTime();
    private long touched = created;
    private ModelStatus status = ModelStatus.CREATED;
    private @Nullable String reason;
    private @Nullable Dataset dataset;
    private boolean datasetIsValid;
    private @Nullable A artifact;
    private long turn;
    private @Nullable Work work;
    private @Nullable Rest before;

    /** What the model goes back to if the dataset cannot be fetched. */
    private record Rest(ModelStatus status, @Nullable String reason) {}

    /** What is going on, and how it is stopped. */
    private record Work(boolean receiving, Consumer<String> cancel) {
        static Work of(Future<?> future) {
            return new Work(false, why -> future.cancel(true));
        }
    }

    ManagedModel(ModelContext context, Path folder, Optional<Address> owner) {
        this.context = context;
        this.folder = folder;
        this.owner = owner;
    }

    ModelContext context() {
        return context;
    }

    /** Empty if the daemon did not say. */
    Optional<Address> owner() {
        return owner;
    }

    /** On the JVM's own clock. */
    long created() {
        return created;
    }

    /** Whether no dataset ever arrived, and for so long none was on its way. */
    synchronized boolean isUnusedFor(Duration time) {
        return status == ModelStatus.CREATED
                && work == null
                && Duration.ofNanos(System.nanoTime() - touched).compareTo(time) >= 0;
    }

    synchronized ModelState<A> state() {
        return new ModelState<>(
                context,
                status,
                Optional.ofNullable(reason),
                Optional.ofNullable(dataset),
                Optional.ofNullable(artifact));
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
            mine = begin(new Work(true, cancel));
        }
        upload.ifPresent(other -> other.cancel.accept("another upload for the same model began"));
        return mine;
    }

    /**
     * A disk that fills up would break off everybody's uploads.
     *
     * @param bytes of the dataset that is announced
     * @throws StatusRuntimeException RESOURCE_EXHAUSTED if there is no room for it
     */
    void requireRoomFor(long bytes) throws IOException {
        Path root = folder.toAbsolutePath().getParent();
        if (root != null && Files.getFileStore(root).getUsableSpace() < bytes) {
            throw Status.RESOURCE_EXHAUSTED
                    .withDescription("this provider has no room for " + SizeText.exact(bytes) + " now; try again later")
                    .asRuntimeException();
        }
    }

    /** @param start starts fetching and checking in the background, with its turn */
    void beginLink(LongFunction<Future<?>> start) {
        Optional<Work> upload;
        synchronized (this) {
            upload = uploadThatGivesWay();
            Future<?> future = start.apply(turn + 1);
            Rest rest = new Rest(status, reason);
            begin(Work.of(future));
            become(ModelStatus.VALIDATING, null);
            before = rest;
        }
        upload.ifPresent(other -> other.cancel.accept("a dataset for the same model is taken by link"));
    }

    /** @param start starts training on the dataset in the background, with its turn */
    void beginTraining(BiFunction<Long, Dataset, Future<?>> start) {
        Optional<Work> upload;
        synchronized (this) {
            upload = uploadThatGivesWay();
            if (dataset == null || !datasetIsValid) {
                throw precondition(" has no validated dataset; upload one, or validate one by link, before training");
            }
            Future<?> future = start.apply(turn + 1, dataset);
            begin(Work.of(future));
            become(ModelStatus.TRAINING, null);
        }
        upload.ifPresent(other -> other.cancel.accept("the model is trained on the dataset it had"));
    }

    /**
     * The upload of this turn is complete.
     *
     * @param start starts checking in the background
     * @return whether the turn still counted
     */
    synchronized boolean uploaded(long mine, Dataset received, LongFunction<Future<?>> start) {
        if (mine != turn) {
            return false;
        }
        work = Work.of(start.apply(mine));
        replaceDataset(received);
        become(ModelStatus.VALIDATING, null);
        return true;
    }

    /** The link of this turn was fetched. Tells whether the turn still counted. */
    synchronized boolean fetched(long mine, Dataset received) {
        if (mine != turn) {
            return false;
        }
        replaceDataset(received);
        return true;
    }

    /** The dataset of this turn did not arrive as a whole: the model stays as it was. */
    synchronized void lost(long mine, String why) {
        if (mine == turn) {
            goBack();
            LOG.warn("no dataset arrived for model {}, which stays {}: {}", context.modelId(), status, why);
        }
    }

    synchronized void validated(long mine) {
        if (mine == turn) {
            datasetIsValid = true;
            end(ModelStatus.VALIDATED, null);
        }
    }

    synchronized void trained(long mine, A result) {
        if (mine == turn) {
            artifact = result;
            end(ModelStatus.READY_TO_USE, null);
        }
    }

    synchronized void failed(long mine, String why) {
        if (mine == turn) {
            String kept = why.length() <= LONGEST_REASON ? why : why.substring(0, LONGEST_REASON) + "…";
            LOG.warn("model {} is ERRORED: {}", ForeignText.of(context.modelId()), ForeignText.of(kept));
            if (before != null) {
                dropDataset();
            }
            end(ModelStatus.ERRORED, kept);
        }
    }

    /** Stops what is going on and removes the files. Deleting twice is as good as once. */
    void delete() {
        Work stopped;
        synchronized (this) {
            stopped = work;
            turn++;
            end(ModelStatus.DELETED, null);
            dataset = null;
            datasetIsValid = false;
            artifact = null;
        }
        if (stopped != null) {
            stopped.cancel.accept("the model was deleted");
        }
        FileTree.delete(folder);
    }

    /** Stops what is going on. */
    void stop(String why) {
        Work stopped;
        synchronized (this) {
            stopped = work;
            if (stopped == null) {
                return;
            }
            turn++;
            if (stopped.receiving || before != null) {
                goBack();
            } else {
                end(ModelStatus.ERRORED, why);
            }
        }
        stopped.cancel.accept(why);
    }

    /** To be called when a step of the background ends: it may have written after the model was deleted. */
    void removeFilesIfDeleted() {
        if (state().status() == ModelStatus.DELETED) {
            FileTree.delete(folder);
        }
    }

    /** Where the dataset of a turn goes. Does not exist yet. */
    Path datasetFolder(long mine) {
        return folder.resolve("dataset-" + mine);
    }

    private long begin(Work what) {
        turn++;
        work = what;
        return turn;
    }

    private void end(ModelStatus last, @Nullable String why) {
        become(last, why);
        work = null;
        before = null;
        touched = System.nanoTime();
    }

    private void goBack() {
        Rest rest = before == null ? new Rest(status, reason) : before;
        end(rest.status(), rest.reason());
    }

    private void become(ModelStatus next, @Nullable String why) {
        status = next;
        reason = why;
    }

    private void replaceDataset(Dataset received) {
        dropDataset();
        dataset = received;
        before = null;
    }

    private void dropDataset() {
        if (dataset != null) {
            Path old = dataset.file().getParent();
            if (old != null) {
                FileTree.delete(old);
            }
        }
        dataset = null;
        datasetIsValid = false;
    }

    /**
     * An upload that is still being received gives way to whatever its owner begins next: daemons forget to end the uploads
     * of clients that went away, and these must not block the model. To be cancelled outside of the lock.
     *
     * @throws StatusRuntimeException FAILED_PRECONDITION if the model is busy with something else, or deleted
     */
    private Optional<Work> uploadThatGivesWay() {
        if (status == ModelStatus.DELETED) {
            throw precondition(" was deleted");
        }
        if (work != null && !work.receiving) {
            throw precondition(" is " + status + "; wait until that ended");
        }
        return Optional.ofNullable(work);
    }

    private StatusRuntimeException precondition(String predicate) {
        return Status.FAILED_PRECONDITION
                .withDescription("model " + context.modelId() + predicate)
                .asRuntimeException();
    }
}
