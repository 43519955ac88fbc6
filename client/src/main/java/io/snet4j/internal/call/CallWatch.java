package io.snet4j.internal.call;

import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.loop.CallLoop.Paid;
import io.snet4j.observe.Call;
import io.snet4j.observe.SnetListener;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Tells the listener of one call, once. */
public final class CallWatch {
    private final SnetListener listener;
    private final String method;
    private final long start = System.nanoTime();

    /** Begins to count the time. @param method {@code package.Service/method} */
    public CallWatch(SnetListener listener, String method) {
        this.listener = listener;
        this.method = method;
    }

    static <R> R over(SnetListener listener, String method, Supplier<Paid<R>> call) {
        CallWatch watch = new CallWatch(listener, method);
        try {
            Paid<R> paid = call.get();
            watch.succeeded(paid.charge());
            return paid.answer();
        } catch (SnetException e) {
            watch.failed(e);
            throw e;
        }
    }

    public void succeeded(Charge charge) {
        listener.onCall(new Call(method, took(), charge, Optional.empty()));
    }

    public void failed(SnetException failure) {
        listener.onCall(new Call(method, took(), failure.charge(), Optional.of(failure)));
    }

    private Duration took() {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
