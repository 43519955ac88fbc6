package io.snet4j.provider;

import io.grpc.Status;
import io.snet4j.provider.model.ModelInfo;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who uses what one model was trained to, and so when its files may go. Thread-safe. */
final class ModelUsers<M> {
    private static final Logger LOG = LoggerFactory.getLogger(ModelUsers.class);

    private final ModelInfo info;
    private final LoadedModels<M> loaded;
    private final ModelFolder folder;
    private int users;
    private boolean deleted;

    ModelUsers(ModelInfo info, LoadedModels<M> loaded, ModelFolder folder) {
        this.info = info;
        this.loaded = loaded;
        this.folder = folder;
    }

    /** Keeps the files of a training where they are. To be followed by {@link #load}. */
    LoadedModels.Slot<M> take(long artifacts) {
        synchronized (this) {
            users++;
        }
        return loaded.take(key(artifacts));
    }

    /**
     * Blocks while it is loaded.
     *
     * @throws io.grpc.StatusRuntimeException INTERNAL if it cannot be
     */
    ModelHandle<M> load(LoadedModels.Slot<M> slot, long artifacts, TrainingHandler<M> handler) {
        try {
            M model = loaded.load(slot, () -> handler.load(info, folder.artifacts(artifacts)));
            return new ModelHandle<>(info, model, () -> release(slot));
        } catch (Exception e) {
            release(slot);
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            LOG.error("model {} cannot be loaded", info.id(), e);
            throw Status.INTERNAL
                    .withDescription("model " + info.id() + " cannot be loaded")
                    .withCause(e)
                    .asRuntimeException();
        }
    }

    private void release(LoadedModels.Slot<M> slot) {
        loaded.release(slot);
        synchronized (this) {
            users--;
        }
        removeFilesIfDeleted();
    }

    /** Another training takes its place; its files go when nobody uses it any more. */
    void replaced(long artifacts) {
        loaded.retire(key(artifacts), () -> FileTree.delete(folder.artifacts(artifacts)));
    }

    /** The files go when nobody uses any training of the model any more. */
    void deleted(Optional<Long> artifacts) {
        synchronized (this) {
            deleted = true;
        }
        artifacts.ifPresent(last -> loaded.retire(key(last), () -> {}));
        removeFilesIfDeleted();
    }

    /** Whoever may have written files calls it at last, as whoever lets go of the model does. */
    void removeFilesIfDeleted() {
        synchronized (this) {
            if (!deleted || users > 0) {
                return;
            }
        }
        FileTree.delete(folder.path());
    }

    private LoadedModels.Key key(long artifacts) {
        return new LoadedModels.Key(info.id(), artifacts);
    }
}
