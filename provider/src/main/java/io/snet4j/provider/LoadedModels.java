package io.snet4j.provider;

import io.snet4j.internal.text.ForeignFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is loaded of trained models: each once, as many as the limit says, those that were used last. What is in use
 * stays beyond the limit. Models are closed by whoever lets go of them last, outside of the lock.
 */
final class LoadedModels<M> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LoadedModels.class);

    private final int limit;
    private final Map<Key, Slot<M>> slots = new LinkedHashMap<>(16, 0.75f, true);
    private boolean closed;

    LoadedModels(int limit) {
        this.limit = limit;
    }

    /** @param turn of the training that gave it */
    record Key(String modelId, long turn) {}

    /** A model that is loaded, or will be. */
    static final class Slot<M> {
        private final CompletableFuture<M> model = new CompletableFuture<>();
        private boolean begun;
        private boolean retired;
        private int users;
        private @Nullable Runnable afterwards;
    }

    /** Takes a model's place without loading it. To be given back by {@link #release}. */
    synchronized Slot<M> take(Key key) {
        Slot<M> slot = slots.computeIfAbsent(key, absent -> new Slot<>());
        slot.users++;
        return slot;
    }

    /** Blocks while it is loaded, here or by another thread. */
    M load(Slot<M> slot, Callable<M> loader) throws Exception {
        boolean isFirst;
        synchronized (this) {
            isFirst = !slot.begun;
            slot.begun = true;
        }
        if (isFirst) {
            try {
                slot.model.complete(loader.call());
            } catch (Throwable e) {
                slot.model.completeExceptionally(e);
                synchronized (this) {
                    slots.values().remove(slot);
                    slot.retired = true;
                }
            }
        }
        try {
            return slot.model.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    void release(Slot<M> slot) {
        List<Slot<M>> gone = new ArrayList<>();
        synchronized (this) {
            slot.users--;
            if (slot.retired && slot.users == 0) {
                gone.add(slot);
            } else if (closed) {
                evict(gone, 0);
            } else {
                evict(gone, limit);
            }
        }
        gone.forEach(LoadedModels::letGo);
    }

    /** @param afterwards runs when nobody uses the model any more, which may be now */
    void retire(Key key, Runnable afterwards) {
        Slot<M> slot;
        synchronized (this) {
            slot = slots.remove(key);
            if (slot != null) {
                slot.retired = true;
                slot.afterwards = afterwards;
                if (slot.users > 0) {
                    return;
                }
            }
        }
        if (slot == null) {
            afterwards.run();
        } else {
            letGo(slot);
        }
    }

    /** Lets go of what nobody uses; the rest follows when its users let go of it. */
    @Override
    public void close() {
        List<Slot<M>> gone = new ArrayList<>();
        synchronized (this) {
            closed = true;
            evict(gone, 0);
        }
        gone.forEach(LoadedModels::letGo);
    }

    private void evict(List<Slot<M>> gone, int most) {
        var oldest = slots.values().iterator();
        while (slots.size() > most && oldest.hasNext()) {
            Slot<M> slot = oldest.next();
            if (slot.users == 0) {
                oldest.remove();
                slot.retired = true;
                gone.add(slot);
            }
        }
    }

    private static <M> void letGo(Slot<M> slot) {
        M model = slot.model.isCompletedExceptionally() ? null : slot.model.getNow(null);
        if (model instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                LOG.warn("a model failed to close", ForeignFailure.printable(e));
            }
        }
        if (slot.afterwards != null) {
            slot.afterwards.run();
        }
    }
}
