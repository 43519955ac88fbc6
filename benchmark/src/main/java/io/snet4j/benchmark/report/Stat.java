package io.snet4j.benchmark.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What one side took.
 *
 * @param middle the median of all
 * @param p99 what one of a hundred takes longer than; the longest of fewer
 * @param spread how far the medians of the rounds lie apart, as a part of the middle; 0 for one round
 * @param count of how many
 */
public record Stat(double middle, double p99, double spread, int count) {
    private static final double NEARLY_ALL = 0.99;

    /** @param rounds one or more, each with one or more */
    public static Stat of(List<double[]> rounds) {
        double[] all = rounds.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
        List<Double> medians = new ArrayList<>();
        rounds.forEach(round -> medians.add(median(round)));
        double least = medians.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        double most = medians.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        double middle = median(all);
        int last = Math.max(0, (int) Math.ceil(NEARLY_ALL * all.length) - 1);
        return new Stat(middle, all[last], middle == 0 ? 0 : (most - least) / middle, all.length);
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
