package io.snet4j.internal.transport;

import io.grpc.Attributes;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A call made by another one that begins later, or more than once. What is asked of it is passed on, and kept for the
 * next one until {@link #forget()}. Its state, and what a subclass adds to it, is guarded by the call itself.
 */
public abstract class KeptCall<Q, R> extends ClientCall<Q, R> {
    private final List<Consumer<ClientCall<Q, R>>> kept = new ArrayList<>();
    private @Nullable ClientCall<Q, R> real;
    private boolean keeping = true;

    /** Starts the call that stands for this one from now on, and asks of it all that was kept. */
    protected final synchronized void startReal(ClientCall<Q, R> call, Listener<R> listener, Metadata headers) {
        real = call;
        call.start(listener, headers);
        kept.forEach(action -> action.accept(call));
    }

    /** The call that stands for this one, if one has begun. */
    protected final synchronized @Nullable ClientCall<Q, R> real() {
        return real;
    }

    /** Whether all that was asked is still known, so that another call can stand for this one. */
    protected final synchronized boolean keeping() {
        return keeping;
    }

    /** From now on nothing can be played again. */
    protected final synchronized void forget() {
        keeping = false;
        kept.clear();
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
    public final synchronized boolean isReady() {
        return real != null && real.isReady();
    }

    @Override
    public synchronized Attributes getAttributes() {
        return real == null ? Attributes.EMPTY : real.getAttributes();
    }

    private synchronized void act(Consumer<ClientCall<Q, R>> action) {
        beforeAction();
        if (keeping) {
            kept.add(action);
        }
        if (real != null) {
            action.accept(real);
        }
    }
}
