package io.snet4j.internal.transport;

import io.grpc.Attributes;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.snet4j.internal.core.LockRank;
import io.snet4j.internal.core.OrderedLock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A call made by another one that begins later, or more than once. What is asked of it is passed on, and kept for the
 * next one until {@link #forget()}.
 */
public abstract class KeptCall<Q, R> extends ClientCall<Q, R> {
    /** Guards the state of the call, and what a subclass adds to it. */
    protected final OrderedLock lock;

    private final List<Consumer<ClientCall<Q, R>>> kept = new ArrayList<>();
    private @Nullable ClientCall<Q, R> real;
    private boolean keeping = true;

    protected KeptCall(LockRank rank) {
        this.lock = OrderedLock.of(rank);
    }

    /** Starts the call that stands for this one from now on, and asks of it all that was kept. */
    protected final void startReal(ClientCall<Q, R> call, Listener<R> listener, Metadata headers) {
        lock.lock();
        try {
            real = call;
            call.start(listener, headers);
            kept.forEach(action -> action.accept(call));
        } finally {
            lock.unlock();
        }
    }

    /** The call that stands for this one, if one has begun. */
    protected final @Nullable ClientCall<Q, R> real() {
        return lock.get(() -> real);
    }

    /** Whether all that was asked is still known, so that another call can stand for this one. */
    protected final boolean keeping() {
        return lock.get(() -> keeping);
    }

    /** From now on nothing can be played again. */
    protected final void forget() {
        lock.lock();
        try {
            keeping = false;
            kept.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Runs before anything is kept or passed on, with the call's lock held. */
    protected void beforeAction() {}

    @Override
    public final void request(int messages) {
        act(call -> call.request(messages));
    }

    @Override
    public final void sendMessage(Q message) {
        act(call -> call.sendMessage(message));
    }

    @Override
    public final void halfClose() {
        act(ClientCall::halfClose);
    }

    @Override
    public final void setMessageCompression(boolean enabled) {
        act(call -> call.setMessageCompression(enabled));
    }

    @Override
    public final boolean isReady() {
        return lock.get(() -> real != null && real.isReady());
    }

    @Override
    public Attributes getAttributes() {
        return lock.get(() -> real == null ? Attributes.EMPTY : real.getAttributes());
    }

    private void act(Consumer<ClientCall<Q, R>> action) {
        lock.lock();
        try {
            beforeAction();
            if (keeping) {
                kept.add(action);
            }
            if (real != null) {
                action.accept(real);
            }
        } finally {
            lock.unlock();
        }
    }
}
