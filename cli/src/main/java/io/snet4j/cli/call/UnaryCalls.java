package io.snet4j.cli.call;

import io.snet4j.JsonCall;
import io.snet4j.ServiceClient;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.Pace;
import io.snet4j.cli.shell.Progress;
import io.snet4j.cli.shell.RefusedException;
import io.snet4j.cli.shell.Shell;
import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.SnetException.Charge;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Several calls, some beside each other; answers are printed in the order of the requests. */
final class UnaryCalls {
    private final ServiceClient service;
    private final Answers answers;
    private final Progress progress;
    private final Shell shell;
    private final Deque<CompletableFuture<String>> running = new ArrayDeque<>();
    private Optional<RuntimeException> firstFailure = Optional.empty();
    private int firstFailed;
    private int failed;

    UnaryCalls(ServiceClient service, Answers answers, Shell shell) {
        this.service = service;
        this.answers = answers;
        this.shell = shell;
        this.progress = new Progress(shell);
    }

    /**
     * Goes on after a failure.
     *
     * @throws RefusedException with the exit code of the first failure, when all are done
     * @throws CallCancelledException after an interrupt; the flag is kept
     */
    void run(List<JsonCall> calls, int parallel) {
        Instant begin = shell.clock().instant();
        int begun = 0;
        try {
            for (int done = 0; done < calls.size(); done++) {
                while (running.size() < parallel && begun < calls.size()) {
                    running.add(service.callAsync(calls.get(begun)));
                    begun++;
                }
                await(done + 1, running.remove());
                show(
                        done + 1,
                        calls.size(),
                        Duration.between(begin, shell.clock().instant()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallCancelledException("interrupted after some of the calls", e, Charge.UNKNOWN);
        } finally {
            running.forEach(call -> call.cancel(true));
            progress.clear();
        }
        firstFailure.ifPresent(failure -> {
            throw new RefusedException(
                    failed + " of " + calls.size() + " requests failed; the first is request " + firstFailed + ": "
                            + failure.getMessage(),
                    ExitCode.of(failure));
        });
    }

    /** Answers that scroll by are progress enough. */
    private void show(int done, int all, Duration taken) {
        if (!shell.terminal().isOut()) {
            progress.now(Pace.text("requests", done, all, taken));
        }
    }

    private void await(int number, CompletableFuture<String> call) throws InterruptedException {
        try {
            answers.of(number, call.get());
        } catch (ExecutionException e) {
            RuntimeException failure =
                    e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
            answers.failed(number, failure);
            failed++;
            if (firstFailure.isEmpty()) {
                firstFailure = Optional.of(failure);
                firstFailed = number;
            }
        }
    }
}
