package io.snet4j.benchmark.soak;

import io.snet4j.benchmark.report.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Compares the second quarter of a soak, when all is loaded and compiled, with the last one. */
final class Flatness {
    private static final int QUARTERS = 4;
    private static final double HEAP_KIB = 4096;
    private static final double THREADS = 6;
    private static final double DESCRIPTORS = 8;

    /** The machine's other work disturbs times, so they say nothing below this. */
    private static final double TIMES = 2;

    private Flatness() {}

    /** @return what grew, in words; empty if nothing did */
    static List<String> growths(List<Moment> moments) {
        int quarter = moments.size() / QUARTERS;
        if (quarter == 0) {
            return List.of("fewer than " + QUARTERS + " moments, which says nothing");
        }
        List<Moment> early = moments.subList(quarter, 2 * quarter);
        List<Moment> late = moments.subList(moments.size() - quarter, moments.size());
        List<String> grown = new ArrayList<>();
        more(grown, "KiB of heap", early, late, Moment::heapKib, HEAP_KIB);
        more(grown, "threads", early, late, Moment::threads, THREADS);
        more(grown, "descriptors", early, late, Moment::descriptors, DESCRIPTORS);
        double before = mean(early, Moment::middleMillis);
        double after = mean(late, Moment::middleMillis);
        if (after > TIMES * before) {
            grown.add("ms of a paid call from " + Numbers.of(before) + " to " + Numbers.of(after));
        }
        return grown;
    }

    private static void more(
            List<String> grown,
            String what,
            List<Moment> early,
            List<Moment> late,
            ToDoubleFunction<Moment> value,
            double bound) {
        double before = mean(early, value);
        double after = mean(late, value);
        if (after > before + bound) {
            grown.add(what + " from " + Numbers.of(before) + " to " + Numbers.of(after));
        }
    }

    private static double mean(List<Moment> moments, ToDoubleFunction<Moment> value) {
        return moments.stream().mapToDouble(value).average().orElseThrow();
    }
}
