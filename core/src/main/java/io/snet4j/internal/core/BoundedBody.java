package io.snet4j.internal.core;

import io.snet4j.internal.text.SizeText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** A response body in memory, which fails or ends as soon as it grows too large. */
final class BoundedBody implements BodySubscriber<byte[]> {
    private final long maxBytes;
    private final boolean cut;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private @Nullable Subscription subscription;

    /** One that fails. */
    BoundedBody(long maxBytes) {
        this(maxBytes, false);
    }

    private BoundedBody(long maxBytes, boolean cut) {
        this.maxBytes = maxBytes;
        this.cut = cut;
    }

    /** One that ends: of what is larger, this is the beginning. */
    static BoundedBody beginning(long maxBytes) {
        return new BoundedBody(maxBytes, true);
    }

    static IOException tooLarge(long maxBytes) {
        return new IOException("the answer is larger than " + SizeText.exact(maxBytes), new BufferOverflowException());
    }

    /** Whether a request failed because of this bound. */
    static boolean isTooLarge(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BufferOverflowException) {
                return true;
            }
        }
        return false;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        this.subscription = subscription;
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            long room = maxBytes - bytes.size();
            boolean over = buffer.remaining() > room;
            if (!over || cut) {
                byte[] chunk = new byte[(int) Math.min(room, buffer.remaining())];
                buffer.get(chunk);
                bytes.writeBytes(chunk);
            }
            if (over) {
                end();
                return;
            }
        }
    }

    private void end() {
        if (cut) {
            onComplete();
        } else {
            body.completeExceptionally(tooLarge(maxBytes));
        }
        if (subscription != null) {
            subscription.cancel();
        }
    }

    @Override
    public void onError(Throwable error) {
        body.completeExceptionally(error);
    }

    @Override
    public void onComplete() {
        body.complete(bytes.toByteArray());
    }
}
