package io.snet4j.internal.core;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A lock with a place in the order of {@link LockRank}. With assertions enabled a thread that takes locks in another
 * order fails at once, whether or not anybody else is there to wait for it; without them this is a
 * {@link ReentrantLock}.
 */
public final class OrderedLock {
    /** In the order in which they were taken, each as often as it was; only with assertions enabled. */
    private static final ThreadLocal<@Nullable List<OrderedLock>> HELD = new ThreadLocal<>();

    private final LockRank rank;
    private final ReentrantLock lock;

    private OrderedLock(LockRank rank, boolean fair) {
        this.rank = rank;
        this.lock = new ReentrantLock(fair);
    }

    public static OrderedLock of(LockRank rank) {
        return new OrderedLock(rank, false);
    }

    /** Handed on in the order of arrival. */
    public static OrderedLock fair(LockRank rank) {
        return new OrderedLock(rank, true);
    }

    /** Waits without an end. To be followed by {@link #unlock} in a {@code finally}. */
    public void lock() {
        assert isInOrder();
        lock.lock();
        assert note();
    }

    /**
     * As {@link #lock}, for at most so long.
     *
     * @return whether it was taken
     */
    public boolean tryLock(long nanos) throws InterruptedException {
        assert isInOrder();
        boolean taken = lock.tryLock(nanos, TimeUnit.NANOSECONDS);
        assert !taken || note();
        return taken;
    }

    public void unlock() {
        lock.unlock();
        assert forget();
    }

    /** Does this with the lock held. */
    public void run(Runnable work) {
        lock();
        try {
            work.run();
        } finally {
            unlock();
        }
    }

    /** As {@link #run}, for a result. */
    public <T extends @Nullable Object> T get(Supplier<T> work) {
        lock();
        try {
            return work.get();
        } finally {
            unlock();
        }
    }

    /** Before it waits: in a deadlock it would never say so. */
    private boolean isInOrder() {
        List<OrderedLock> held = HELD.get();
        if (held == null || held.contains(this)) {
            return true;
        }
        for (OrderedLock other : held) {
            if (rank.compareTo(other.rank) <= 0) {
                throw new AssertionError("the lock of " + rank + " is taken while that of " + other.rank + " is held; "
                        + LockRank.class.getSimpleName() + " has their order");
            }
        }
        return true;
    }

    private boolean note() {
        List<OrderedLock> held = HELD.get();
        if (held == null) {
            held = new ArrayList<>();
            HELD.set(held);
        }
        held.add(this);
        return true;
    }

    private boolean forget() {
        List<OrderedLock> held = HELD.get();
        if (held != null) {
            held.remove(held.lastIndexOf(this));
            if (held.isEmpty()) {
                HELD.remove();
            }
        }
        return true;
    }
}
