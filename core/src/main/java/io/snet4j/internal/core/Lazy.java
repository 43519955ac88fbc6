package io.snet4j.internal.core;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that is made when it is first needed. Whoever needs it meanwhile waits. A failure is not remembered: the next
 * one tries again. Thread-safe.
 */
public final class Lazy<T> implements Supplier<T> {
    private final Supplier<T> maker;
    private final ReentrantLock making = new ReentrantLock();
    private volatile @Nullable T made;

    private Lazy(Supplier<T> maker) {
        this.maker = maker;
    }

    /** @param maker may block and fail */
    public static <T> Lazy<T> of(Supplier<T> maker) {
        return new Lazy<>(maker);
    }

    @Override
    public T get() {
        T known = made;
        if (known != null) {
            return known;
        }
        making.lock();
        try {
            known = made;
            if (known == null) {
                known = maker.get();
                made = known;
            }
            return known;
        } finally {
            making.unlock();
        }
    }

    /** Makes nothing. Waits for one that is being made. */
    public void ifMade(Consumer<? super T> action) {
        T known;
        making.lock();
        try {
            known = made;
        } finally {
            making.unlock();
        }
        if (known != null) {
            action.accept(known);
        }
    }
}
