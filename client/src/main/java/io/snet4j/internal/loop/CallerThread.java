package io.snet4j.internal.loop;

import io.snet4j.internal.core.Budget;
import io.snet4j.internal.loop.CallLoop.Paid;
import io.snet4j.internal.transport.CallFailure;
import io.snet4j.internal.transport.Pauses;
import io.snet4j.internal.transport.Waits;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The thread that waits for a call does the call's blocking work meanwhile, so that no thread is changed. For one call.
 */
public final class CallerThread implements Executor {
    private final BlockingQueue<Runnable> work = new LinkedBlockingQueue<>();

    /** A call whose attempts are made here. */
    public <R> CallLoop<R> loop(Tickets tickets, Attempt.Blocking<R> attempt, Budget budget, Pauses pauses) {
        return new CallLoop<>(tickets, new Here<>(attempt), budget, pauses, this);
    }

    @Override
    public void execute(Runnable task) {
        work.add(task);
    }

    /** Throws what the call fails with. An interrupt ends the wait for a ticket, or what the call does here. */
    public <R> Paid<R> await(CallLoop<R> loop) {
        try {
            return run(loop).join();
        } catch (CompletionException e) {
            throw Waits.unchecked(Waits.cause(e));
        }
    }

    /** Until it is done. */
    public <R> CompletableFuture<Paid<R>> run(CallLoop<R> loop) {
        CompletableFuture<Paid<R>> result = loop.run();
        result.whenComplete((paid, failure) -> work.add(() -> {}));
        boolean interrupted = false;
        while (!result.isDone()) {
            Runnable task = work.poll();
            if (task == null) {
                interrupted |= Thread.interrupted();
                if (interrupted) {
                    loop.cancel();
                }
                try {
                    task = work.take();
                } catch (InterruptedException e) {
                    interrupted = true;
                    continue;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            task.run();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return result;
    }

    private final class Here<R> implements Attempt<R> {
        private final Blocking<R> attempt;

        private Here(Blocking<R> attempt) {
            this.attempt = attempt;
        }

        @Override
        public CompletableFuture<R> send(Ticket ticket) {
            CompletableFuture<R> answer = new CompletableFuture<>();
            execute(() -> {
                try {
                    answer.complete(attempt.send(ticket));
                } catch (CallFailure | RuntimeException | Error e) {
                    answer.completeExceptionally(e);
                }
            });
            return answer;
        }

        @Override
        public boolean runsOn() {
            return attempt.runsOn();
        }
    }
}
