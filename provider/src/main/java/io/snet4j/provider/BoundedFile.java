package io.snet4j.provider;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Writes a response to a new file and stops reading at a limit. */
final class BoundedFile implements BodySubscriber<BoundedFile.Outcome> {
    enum Outcome {
        COMPLETE,
        TOO_LARGE
    }

    private final Path file;
    private final long maxBytes;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;
    private @Nullable FileChannel channel;
    private long written;

    BoundedFile(Path file, long maxBytes) {
        this.file = file;
        this.maxBytes = maxBytes;
    }

    @Override
    public CompletionStage<Outcome> getBody() {
        return outcome;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            given.request(1);
        } catch (IOException e) {
            given.cancel();
            outcome.completeExceptionally(e);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        if (channel == null || subscription == null || outcome.isDone()) {
            return;
        }
        try {
            for (ByteBuffer buffer : buffers) {
                written += buffer.remaining();
                if (written > maxBytes) {
                    subscription.cancel();
                    channel.close();
                    outcome.complete(Outcome.TOO_LARGE);
                    return;
                }
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            }
            subscription.request(1);
        } catch (IOException e) {
            subscription.cancel();
            onError(e);
        }
    }

    @Override
    public void onError(Throwable failure) {
        close();
        outcome.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        close();
        outcome.complete(Outcome.COMPLETE);
    }

    private void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            outcome.completeExceptionally(e);
        }
    }
}
