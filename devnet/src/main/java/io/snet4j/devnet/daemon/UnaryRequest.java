package io.snet4j.devnet.daemon;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.HttpRequest;
import io.grpc.Status;
import io.netty.util.concurrent.EventExecutor;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Reads the one message of a unary call. What a client sends behind it is dropped, as the daemon drops it. */
final class UnaryRequest implements Subscriber<HttpObject> {
    private final MessageMeter meter;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> message = new CompletableFuture<>();

    private UnaryRequest(MessageMeter meter) {
        this.meter = meter;
    }

    /**
     * @param meter of a unary call
     * @return the message without its head, uncompressed; fails with {@link GrpcFailure} if there is none
     */
    static CompletableFuture<byte[]> read(HttpRequest request, MessageMeter meter, EventExecutor executor) {
        UnaryRequest reader = new UnaryRequest(meter);
        request.subscribe(reader, executor);
        return reader.message;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(HttpObject object) {
        if (!(object instanceof HttpData data) || message.isDone()) {
            return;
        }
        try {
            bytes.writeBytes(meter.measure(data).array());
        } catch (GrpcFailure e) {
            message.completeExceptionally(e);
            return;
        }
        if (meter.hasFirst()) {
            byte[] framed = bytes.toByteArray();
            message.complete(
                    Arrays.copyOfRange(framed, MessageMeter.HEAD, MessageMeter.HEAD + MessageMeter.length(framed, 0)));
        }
    }

    @Override
    public void onError(Throwable cause) {
        message.completeExceptionally(cause);
    }

    @Override
    public void onComplete() {
        message.completeExceptionally(meter.end(Status.Code.UNKNOWN));
    }
}
