package io.snet4j.devnet.daemon;

import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.HttpRequest;
import io.grpc.Status;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Waits for the first message of a stream, which the daemon since 6.1 reads before anything else: a client that sends
 * nothing hears nothing, and a message over the limit or none at all goes before a wrong payment.
 */
final class FirstMessage implements Subscriber<HttpObject> {
    private final MessageMeter meter;
    private final CompletableFuture<FirstMessage> read = new CompletableFuture<>();
    private @Nullable Subscription subscription;

    private FirstMessage(MessageMeter meter) {
        this.meter = meter;
    }

    /**
     * @param copy of the request, read no further than that
     * @param meter that the request goes by
     * @return fails if there is none
     */
    static CompletableFuture<FirstMessage> in(HttpRequest copy, MessageMeter meter, EventExecutor executor) {
        FirstMessage first = new FirstMessage(meter);
        copy.subscribe(first, executor);
        return first.read;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        this.subscription = subscription;
        subscription.request(1);
    }

    @Override
    public void onNext(HttpObject object) {
        Subscription upstream = subscription;
        if (upstream == null) {
            return;
        }
        if (meter.hasFirst()) {
            upstream.cancel();
            read.complete(this);
        } else {
            upstream.request(1);
        }
    }

    @Override
    public void onError(Throwable cause) {
        read.completeExceptionally(cause);
    }

    @Override
    public void onComplete() {
        read.completeExceptionally(meter.end(Status.Code.INTERNAL));
    }
}
