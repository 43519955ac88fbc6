package io.snet4j.money;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever clients, provider and daemon do, in whatever order: signed ≤ agreed, claimed ≤ signed, and deposited = claimed
 * + refunded + remaining, after each step. Repeat a sequence with {@code -Dsnet4j.money.seed=SEED}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InterleavingsIT {
    private static final int SEQUENCES = Integer.getInteger("snet4j.money.sequences", 300);
    private static final int SHRINKING_RUNS = 60;

    private final Random keys = new Random();
    private final MoneyNet net = new MoneyNet();

    @AfterAll
    void close() {
        net.close();
    }

    @Test
    @Timeout(300)
    void nobodyIsEverOwedMoreThanWasAgreedAndNoCogIsLost() {
        Optional<Long> given = Optional.ofNullable(Long.getLong("snet4j.money.seed"));
        long first = given.orElseGet(keys::nextLong);
        int sequences = given.isPresent() ? 1 : SEQUENCES;
        System.out.println(sequences + " sequences, the first with seed " + first);
        long start = System.nanoTime();
        int steps = 0;
        for (int i = 0; i < sequences; i++) {
            List<Step> sequence = Step.sequence(first + i);
            Optional<Failure> failure = play(sequence);
            if (failure.isPresent()) {
                throw explained(first + i, failure.get());
            }
            steps += sequence.size();
        }
        System.out.printf(
                "%d sequences of %d steps in %d ms%n", sequences, steps, (System.nanoTime() - start) / 1_000_000);
    }

    /** @param steps up to the one that failed */
    private record Failure(List<Step> steps, Throwable cause) {}

    private Optional<Failure> play(List<Step> steps) {
        int done = 0;
        try (Play play = new Play(net, net.payer(keys))) {
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
    private AssertionError explained(long seed, Failure failure) {
        Failure shortest = failure;
        int runs = 0;
        for (int i = 0; i < shortest.steps().size() && runs < SHRINKING_RUNS; runs++) {
            List<Step> fewer = new ArrayList<>(shortest.steps());
            fewer.remove(i);
            Optional<Failure> again = play(fewer);
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
