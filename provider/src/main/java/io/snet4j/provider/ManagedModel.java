package io.snet4j.provider;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.snet4j.internal.text.ForeignText;
import java.nio.file.Path;
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
 */
final class ManagedModel<A> {
    private static final Logger LOG = LoggerFactory.getLogger(ManagedModel.class);

    private final ModelContext context;
    private final Path folder;
    private ModelStatus status = ModelStatus.CREATED;
    private @Nullable String reason;
    private @Nullable Dataset dataset;
    private boolean datasetIsValid;
    private @Nullable A artifact;
    private long turn;
    private @Nullable Work work;

    /** What is going on, and how it is stopped. */
    private record Work(boolean receiving, Consumer<String> cancel) {
        static Work of(Future<?> future) {
            return new Work(false, why -> future.cancel(true));
        }
    }

    ManagedModel(ModelContext context, Path folder) {
        this.context = context;
        this.folder = folder;
    }

    ModelContext context() {
        return context;
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
     * An upload begins. One that is still being received gives way to it: daemons forget to end the uploads of clients
     * that went away, and these must not block the model.
     *
     * @param cancel told why
     * @return the upload's turn
     */
    long beginUpload(Consumer<String> cancel) {
        Work before;
        long mine;
        synchronized (this) {
            refuseIfBusy(true);
            before = work;
            mine = begin(ModelStatus.VALIDATING, new Work(true, cancel));
            dropDataset();
        }
        if (before != null) {
            before.cancel.accept("another upload for the same model began");
        }
        return mine;
    }

    /** @param start starts fetching and checking in the background, with its turn */
    synchronized void beginLink(LongFunction<Future<?>> start) {
        refuseIfBusy(false);
        Future<?> future = start.apply(turn + 1);
        begin(ModelStatus.VALIDATING, Work.of(future));
        dropDataset();
    }

    /** @param start starts training on the dataset in the background, with its turn */
    synchronized void beginTraining(BiFunction<Long, Dataset, Future<?>> start) {
        refuseIfBusy(false);
        if (dataset == null || !datasetIsValid) {
            throw precondition(" has no validated dataset; upload one, or validate one by link, before training");
        }
        Future<?> future = start.apply(turn + 1, dataset);
        begin(ModelStatus.TRAINING, Work.of(future));
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
        dataset = received;
        return true;
    }

    /** The link of this turn was fetched. Tells whether the turn still counted. */
    synchronized boolean fetched(long mine, Dataset received) {
        if (mine != turn) {
            return false;
        }
        dataset = received;
        return true;
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
            LOG.warn("model {} is ERRORED: {}", ForeignText.of(context.modelId()), ForeignText.of(why));
            end(ModelStatus.ERRORED, why);
        }
    }

    /** Stops what is going on and removes the files. Deleting twice is as good as once. */
    void delete() {
        Work before;
        synchronized (this) {
            before = work;
            turn++;
            end(ModelStatus.DELETED, null);
            dataset = null;
            datasetIsValid = false;
            artifact = null;
        }
        if (before != null) {
            before.cancel.accept("the model was deleted");
        }
        FileTree.delete(folder);
    }

    /** Stops what is going on. */
    void stop(String why) {
        Work before;
        synchronized (this) {
            before = work;
            if (before == null) {
                return;
            }
            turn++;
            end(ModelStatus.ERRORED, why);
        }
        before.cancel.accept(why);
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

    private long begin(ModelStatus next, Work what) {
        turn++;
        status = next;
        reason = null;
        work = what;
        return turn;
    }

    private void end(ModelStatus last, @Nullable String why) {
        status = last;
        reason = why;
        work = null;
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

    private void refuseIfBusy(boolean upload) {
        if (status == ModelStatus.DELETED) {
            throw precondition(" was deleted");
        }
        if (work != null && !(upload && work.receiving)) {
            throw precondition(" is " + status + "; wait until that ended");
        }
    }

    private StatusRuntimeException precondition(String predicate) {
        return Status.FAILED_PRECONDITION
                .withDescription("model " + context.modelId() + predicate)
                .asRuntimeException();
    }
}
