package io.snet4j.cli.shell;

import io.snet4j.internal.text.ForeignText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows in columns. On a terminal the last column is cut to the width; elsewhere it is whole. */
public final class Table {
    private static final String GAP = "  ";
    private static final int LEAST = 8;

    private final List<String> heads;
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... heads) {
        this.heads = List.of(heads);
    }

    /** Cells may be a stranger's words: they are made printable. */
    public Table row(Object... cells) {
        if (cells.length != heads.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + heads);
        }
        rows.add(Arrays.stream(cells)
                .map(cell -> ForeignText.of(String.valueOf(cell), 1000))
                .toList());
        return this;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    List<String> lines(int width, boolean cut, Style style) {
        int[] widths = IntStream.range(0, heads.size())
                .map(column -> Math.max(
                        heads.get(column).length(),
                        rows.stream()
                                .mapToInt(row -> row.get(column).length())
                                .max()
                                .orElse(0)))
                .toArray();
        if (cut) {
            shrink(widths, width);
        }
        List<String> lines = new ArrayList<>();
        lines.add(style.strong(line(heads, widths, cut)));
        rows.forEach(row -> lines.add(line(row, widths, cut)));
        return lines;
    }

    /** The widest columns give first. */
    private static void shrink(int[] widths, int width) {
        int over = Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1) - width;
        while (over > 0) {
            int widest = 0;
            for (int i = 1; i < widths.length; i++) {
                widest = widths[i] >= widths[widest] ? i : widest;
            }
            if (widths[widest] <= LEAST) {
                return;
            }
            widths[widest]--;
            over--;
        }
    }

    private static String line(List<String> cells, int[] widths, boolean cut) {
        return IntStream.range(0, cells.size())
                .mapToObj(column -> {
                    String cell = cells.get(column);
                    String shown =
                            cut && cell.length() > widths[column] ? cell.substring(0, widths[column] - 1) + "…" : cell;
                    return shown + " ".repeat(Math.max(0, widths[column] - shown.length()));
                })
                .collect(Collectors.joining(GAP))
                .stripTrailing();
    }
}
