package io.snet4j.provider;

import io.snet4j.provider.model.ModelInfo;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A trained model in use. Several may use one model at once. Thread-safe.
 *
 * @since 0.1.0
 */
public final class ModelHandle<M> implements AutoCloseable {
    private final ModelInfo info;
    private final M model;
    private final Runnable release;
    private final AtomicBoolean closed = new AtomicBoolean();

    ModelHandle(ModelInfo info, M model, Runnable release) {
        this.info = info;
        this.model = model;
        this.release = release;
    }

    public ModelInfo info() {
        return info;
    }

    /**
     * What {@link TrainingHandler#load} gave. Not to be kept beyond {@link #close}.
     *
     * @throws IllegalStateException once closed
     */
    public M get() {
        if (closed.get()) {
            throw new IllegalStateException("the handle of model " + info.id() + " is closed");
        }
        return model;
    }

    /** Closing twice is as good as once. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            release.run();
        }
    }
}
