package io.snet4j.benchmark.report;

import java.util.ArrayList;
import java.util.List;

/**
 * What the machine does beside the benchmark: the same piece of work, done again and again between the scenarios, takes
 * longer while somebody else has the processor.
 */
public final class Noise {
    /** Above this, differences of a few percent say nothing. */
    private static final double TOLERABLE = 0.25;

    private static final int ROUNDS = 20;
    private static final int WORK = 2_000_000;
    private static final int WARM = 200;

    private final List<Double> seen = new ArrayList<>();
    private long sink;

    public Noise() {
        for (int i = 0; i < WARM; i++) {
            work();
        }
    }

    /** Takes a few dozen milliseconds on an idle machine. */
    public void look() {
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            work();
            seen.add((double) (System.nanoTime() - start));
        }
    }

    private void work() {
        long value = sink + 1;
        for (int i = 0; i < WORK; i++) {
            value = value * 6364136223846793005L + 1442695040888963407L;
        }
        sink = value;
    }

    /** By how much the work took longer on average than at its best. */
    public double amount() {
        double least = seen.stream().mapToDouble(Double::doubleValue).min().orElse(1);
        double mean = seen.stream().mapToDouble(Double::doubleValue).average().orElse(1);
        return mean / least - 1;
    }

    public boolean isTooMuch() {
        return amount() > TOLERABLE;
    }
}
