package io.snet4j.benchmark.report;

import io.snet4j.benchmark.peer.Side;
import java.util.List;
import java.util.Map;

/**
 * How a number grows with another.
 *
 * @param file of the plot, without its ending
 * @param of what is on the horizontal axis
 * @param unit of the vertical one
 */
public record Growth(String file, String name, String of, String unit, Map<Side, List<Point>> lines) {
    public Growth {
        lines = Map.copyOf(lines);
    }

    public record Point(double x, double y) {}
}
