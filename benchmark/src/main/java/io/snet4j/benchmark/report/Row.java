package io.snet4j.benchmark.report;

import io.snet4j.benchmark.peer.Side;
import java.util.Map;
import java.util.Optional;

/**
 * One line of the table.
 *
 * @param unit of the numbers, such as {@code ms} or {@code MiB/s}
 * @param lessIsBetter whether small numbers are good ones
 * @param goal in words; empty for none
 * @param note what else was seen, such as numbers of requests; empty for nothing
 */
public record Row(String name, String unit, boolean lessIsBetter, String goal, String note, Map<Side, Stat> sides) {
    public Row {
        sides = Map.copyOf(sides);
    }

    /** How many times better this client is than a side, as far as both were measured. */
    public Optional<Double> times(Side other) {
        Stat ours = sides.get(Side.OURS);
        Stat theirs = sides.get(other);
        if (ours == null || theirs == null) {
            return Optional.empty();
        }
        return Optional.of(lessIsBetter ? theirs.middle() / ours.middle() : ours.middle() / theirs.middle());
    }
}
