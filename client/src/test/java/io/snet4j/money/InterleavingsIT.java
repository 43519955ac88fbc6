package io.snet4j.money;

import io.snet4j.value.Cogs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever clients, provider and daemon do, in whatever order: signed ≤ agreed, claimed ≤ signed, and deposited = claimed
 * + refunded + remaining, after each step. Repeat a sequence with {@code -Dsnet4j.money.seed=SEED}.
 */
class InterleavingsIT {
    private static final int SEQUENCES = Integer.getInteger("snet4j.money.sequences", 300);
    /** Each on a network of its own: the clock of a chain is everybody's. */
    private static final int WORKERS = 2;

    private static final int SHRINKING_RUNS = 60;

    /** For a few openings and additions; what comes after is paid from tokens. */
    private static final Cogs IN_ESCROW = Cogs.of(1_500);

    @Test
    @Timeout(600)
    void nobodyIsEverOwedMoreThanWasAgreedAndNoCogIsLost() throws Exception {
        Optional<Long> given = Optional.ofNullable(Long.getLong("snet4j.money.seed"));
        long first = given.orElseGet(() -> new Random().nextLong());
        int sequences = given.isPresent() ? 1 : SEQUENCES;
        System.out.println(sequences + " sequences, the first with seed " + first);
        AtomicInteger next = new AtomicInteger();
        AtomicInteger steps = new AtomicInteger();
        long start = System.nanoTime();
        ExecutorService threads = Executors.newFixedThreadPool(WORKERS);
        try {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < Math.min(WORKERS, sequences); i++) {
                workers.add(threads.submit(() -> play(first, sequences, next, steps)));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e.getMessage(), e.getCause());
        } finally {
            threads.shutdownNow();
        }
        System.out.printf(
                "%d sequences of %d steps in %d ms%n", sequences, steps.get(), (System.nanoTime() - start) / 1_000_000);
    }

    private static void play(long first, int sequences, AtomicInteger next, AtomicInteger steps) {
        try (MoneyNet net = new MoneyNet()) {
            for (int i = next.getAndIncrement(); i < sequences; i = next.getAndIncrement()) {
                List<Step> sequence = Step.sequence(first + i);
                Optional<Failure> failure = play(net, sequence);
                if (failure.isPresent()) {
                    next.set(sequences);
                    throw explained(net, first + i, failure.get());
                }
                steps.addAndGet(sequence.size());
            }
        }
    }

    /** @param steps up to the one that failed */
    private record Failure(List<Step> steps, Throwable cause) {}

    private static Optional<Failure> play(MoneyNet net, List<Step> steps) {
        int done = 0;
        // Keys are no part of a sequence: each run needs a payer that was never here.
        try (Play play = new Play(net, net.depositor(new Random(), IN_ESCROW))) {
            for (Step step : steps) {
                done++;
                play.run(step);
            }
            play.settle();
            return Optional.empty();
        } catch (RuntimeException | AssertionError e) {
            return Optional.of(new Failure(steps.subList(0, done), e));
        }
    }

    /** Leaves out what it fails without. */
    private static AssertionError explained(MoneyNet net, long seed, Failure failure) {
        Failure shortest = failure;
        int runs = 0;
        for (int i = 0; i < shortest.steps().size() && runs < SHRINKING_RUNS; runs++) {
            List<Step> fewer = new ArrayList<>(shortest.steps());
            fewer.remove(i);
            Optional<Failure> again = play(net, fewer);
            if (again.isPresent()) {
                shortest = again.get();
            } else {
                i++;
            }
        }
        StringBuilder text = new StringBuilder("seed " + seed + " fails: " + failure.cause() + "\nall steps:");
        failure.steps().forEach(step -> text.append("\n  ").append(step));
        text.append("\nthese are enough, for ").append(shortest.cause());
        shortest.steps().forEach(step -> text.append("\n  ").append(step));
        return new AssertionError(text.toString(), shortest.cause());
    }
}
