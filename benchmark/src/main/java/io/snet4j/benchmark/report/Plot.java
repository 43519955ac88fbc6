package io.snet4j.benchmark.report;

import io.snet4j.benchmark.peer.Side;
import io.snet4j.benchmark.report.Growth.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** A growth as SVG, with logarithms on both axes: what grows as fast as its cause is a line that rises evenly. */
final class Plot {
    private static final Map<Side, String> COLORS =
            Map.of(Side.OURS, "#1b6ca8", Side.FLOOR, "#7a7a7a", Side.PYTHON, "#c9822b");
    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;
    private static final int LEFT = 70;
    private static final int RIGHT = 130;
    private static final int TOP = 40;
    private static final int BOTTOM = 50;

    private final Growth growth;
    private final Axis across;
    private final Axis up;
    private final List<String> parts = new ArrayList<>();

    private Plot(Growth growth) {
        this.growth = growth;
        this.across = axis(Point::x, LEFT, WIDTH - RIGHT);
        this.up = axis(Point::y, HEIGHT - BOTTOM, TOP);
    }

    static String of(Growth growth) {
        return new Plot(growth).draw();
    }

    /** From one power of ten to another. */
    private record Axis(int least, int most, double from, double to) {
        double at(double value) {
            double part = most == least ? 0 : (Math.log10(Math.max(value, 1e-9)) - least) / (most - least);
            return from + part * (to - from);
        }
    }

    private Axis axis(ToDoubleFunction<Point> value, double from, double to) {
        double[] all = growth.lines().values().stream()
                .flatMap(List::stream)
                .mapToDouble(value)
                .filter(number -> number > 0)
                .sorted()
                .toArray();
        double least = all.length == 0 ? 1 : all[0];
        double most = all.length == 0 ? 10 : all[all.length - 1];
        int low = (int) Math.floor(Math.log10(least));
        return new Axis(low, Math.max(low + 1, (int) Math.ceil(Math.log10(most))), from, to);
    }

    private String draw() {
        parts.add("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + WIDTH + "\" height=\"" + HEIGHT
                + "\" viewBox=\"0 0 " + WIDTH + " " + HEIGHT + "\" font-family=\"sans-serif\" font-size=\"12\">");
        parts.add("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>");
        text(LEFT, 22, "start", "<tspan font-weight=\"bold\">" + growth.name() + "</tspan>");
        for (int power = across.least(); power <= across.most(); power++) {
            double x = across.at(Math.pow(10, power));
            line(x, TOP, x, HEIGHT - BOTTOM, "#e4e4e4");
            text(x, HEIGHT - BOTTOM + 18, "middle", Numbers.of(Math.pow(10, power)));
        }
        for (int power = up.least(); power <= up.most(); power++) {
            double y = up.at(Math.pow(10, power));
            line(LEFT, y, WIDTH - RIGHT, y, "#e4e4e4");
            text(LEFT - 8, y + 4, "end", power < -2 ? "1e" + power : Numbers.of(Math.pow(10, power)));
        }
        text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 12, "middle", growth.of());
        text(LEFT, TOP - 4, "end", growth.unit());
        for (Side side : Side.values()) {
            if (growth.lines().containsKey(side)) {
                curve(side, growth.lines().get(side));
            }
        }
        parts.add("</svg>");
        return String.join("\n", parts) + "\n";
    }

    private void curve(Side side, List<Point> points) {
        String color = COLORS.getOrDefault(side, "black");
        StringBuilder path = new StringBuilder();
        for (Point point : points) {
            path.append(path.isEmpty() ? "" : " ").append(at(point));
            parts.add(String.format(
                    Locale.ROOT,
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>",
                    across.at(point.x()),
                    up.at(point.y()),
                    color));
        }
        parts.add("<polyline fill=\"none\" stroke-width=\"2\" stroke=\"" + color + "\" points=\"" + path + "\"/>");
        Point last = points.get(points.size() - 1);
        text(
                across.at(last.x()) + 8,
                up.at(last.y()) + 4,
                "start",
                "<tspan fill=\"" + color + "\">" + side.title() + "</tspan>");
    }

    private String at(Point point) {
        return String.format(Locale.ROOT, "%.1f,%.1f", across.at(point.x()), up.at(point.y()));
    }

    private void line(double fromX, double fromY, double toX, double toY, String color) {
        parts.add(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>",
                fromX,
                fromY,
                toX,
                toY,
                color));
    }

    private void text(double x, double y, String anchor, String content) {
        parts.add(String.format(
                Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, content));
    }
}
