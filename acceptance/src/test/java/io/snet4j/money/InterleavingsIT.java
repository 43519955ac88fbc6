package io.snet4j.money;

import io.snet4j.explore.RandomTest;
import io.snet4j.explore.Seeds;
import io.snet4j.value.Cogs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever clients, provider and daemon do, in whatever order: signed ≤ agreed, claimed ≤ signed, and deposited =
 * claimed + refunded + remaining, after each step.
 */
@Order(1) // The longest one: begun last, it would run alone at the end.
@Tag("explore")
class InterleavingsIT {
    /** Each on a network of its own: the clock of a chain is everybody's. */
    private static final int WORKERS = 2;

    private static final int SHRINKING_RUNS = 60;

    /** For a few openings and additions; what comes after is paid from tokens. */
    private static final Cogs IN_ESCROW = Cogs.of(1_500);

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void nobodyIsEverOwedMoreThanWasAgreedAndNoCogIsLost() throws Exception {
        AtomicBoolean failed = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(WORKERS);
        try {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < WORKERS; i++) {
                int worker = i;
                Seeds seeds = RandomTest.PAYMENT_SEQUENCES.seeds(worker, WORKERS);
                workers.add(threads.submit(() -> play(seeds, failed)));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e.getMessage(), e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    /** @param failed whether another has found something already */
    private static void play(Seeds seeds, AtomicBoolean failed) {
        int steps = 0;
        try (Shop net = new Shop()) {
            for (OptionalLong next = seeds.next(); next.isPresent() && !failed.get(); next = seeds.next()) {
                long seed = next.getAsLong();
                List<Step> sequence = Step.sequence(seed);
                // No part of the sequence: each run needs a payer that was never here.
                Random keys = Seeds.random(seed);
                Optional<Failure> failure = play(net, sequence, keys);
                if (failure.isPresent()) {
                    failed.set(true);
                    throw seeds.failed(seed, explained(net, failure.get(), keys));
                }
                steps += sequence.size();
            }
        }
        seeds.report();
        System.out.println("PAYMENT_SEQUENCES: " + steps + " steps");
    }

    /** @param steps up to the one that failed */
    private record Failure(List<Step> steps, Throwable cause) {}

    private static Optional<Failure> play(Shop net, List<Step> steps, Random keys) {
        int done = 0;
        try (Play play = new Play(net, net.depositor(keys, IN_ESCROW))) {
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
    private static AssertionError explained(Shop net, Failure failure, Random keys) {
        Failure shortest = failure;
        int runs = 0;
        for (int i = 0; i < shortest.steps().size() && runs < SHRINKING_RUNS; runs++) {
            List<Step> fewer = new ArrayList<>(shortest.steps());
            fewer.remove(i);
            Optional<Failure> again = play(net, fewer, keys);
            if (again.isPresent()) {
                shortest = again.get();
            } else {
                i++;
            }
        }
        StringBuilder text = new StringBuilder(failure.cause() + "\nall steps:");
        failure.steps().forEach(step -> text.append("\n  ").append(step));
        text.append("\nthese are enough, for ").append(shortest.cause());
        shortest.steps().forEach(step -> text.append("\n  ").append(step));
        return new AssertionError(text.toString(), shortest.cause());
    }
}
