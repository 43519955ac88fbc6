package io.snet4j.provider.tck;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The same call many times at once. */
final class AtOnce {
    private AtOnce() {}

    /** @throws BrokenRule the first one of a call */
    static <T> List<T> run(int count, Supplier<T> call) {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<CompletableFuture<T>> calls = Stream.generate(() -> CompletableFuture.supplyAsync(call, threads))
                    .limit(count)
                    .toList();
            return calls.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException e) {
            if (e.getCause() instanceof BrokenRule broken) {
                throw broken;
            }
            throw e;
        } finally {
            threads.shutdown();
        }
    }
}
