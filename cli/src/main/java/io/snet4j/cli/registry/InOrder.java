package io.snet4j.cli.registry;

import io.snet4j.cli.shell.Pace;
import io.snet4j.cli.shell.Progress;
import io.snet4j.cli.shell.Shell;
import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.SnetException.Charge;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Looks at many things, some beside each other, and shows how it goes. */
final class InOrder {
    /** As a search for trainable services does. */
    private static final int AT_A_TIME = 4;

    private InOrder() {}

    /**
     * @param what they are, in words: "services"
     * @return in the order of the things
     * @throws CallCancelledException after an interrupt; the flag is kept
     */
    static <T, R> List<R> look(Shell shell, String what, List<T> things, Function<T, R> look) {
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
        Progress progress = new Progress(shell);
        Instant begin = shell.clock().instant();
        try {
            List<Future<R>> all = new ArrayList<>();
            things.forEach(thing -> all.add(threads.submit(() -> look.apply(thing))));
            List<R> results = new ArrayList<>();
            for (Future<R> one : all) {
                results.add(one.get());
                Duration taken = Duration.between(begin, shell.clock().instant());
                progress.now(Pace.text(what, results.size(), things.size(), taken));
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallCancelledException("interrupted while looking at the " + what, e, Charge.NONE);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } finally {
            progress.clear();
            threads.shutdownNow();
        }
    }
}
