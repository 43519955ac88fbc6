package io.snet4j.benchmark.report;

import io.snet4j.benchmark.peer.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** docs/performance.md. */
final class Page {
    private final List<String> lines = new ArrayList<>();

    private Page() {}

    static String of(Results results) {
        Page page = new Page();
        page.head(results);
        page.table(results.rows());
        page.growths(results.growths());
        page.micro(results.micro());
        page.failures(results.failures());
        return String.join("\n", page.lines) + "\n";
    }

    private void head(Results results) {
        Machine machine = results.machine();
        add("# Performance", "");
        add("<!-- Written by ./snet4j-bench; do not edit. -->", "");
        add(
                "All sides took turns against one devnet in one run: this client, a bare gRPC stub whose signatures were made"
                        + " beforehand (the floor),",
                "and the official Python client. Each has an account and a channel of its own. Numbers are medians; the spread"
                        + " says how far the medians",
                "of the rounds lie apart. `./snet4j-bench all` makes this page anew, `./snet4j-bench quick` takes under three"
                        + " minutes.",
                "");
        add("- machine: " + machine.processor() + ", " + machine.cores() + " cores, " + machine.memoryMib() + " MiB, "
                + machine.system());
        add("- Java: " + machine.java());
        add("- run: `" + results.kind() + "`; the processor was " + Numbers.percent(results.noise())
                + " slower on average than at its best"
                + (results.tooNoisy()
                        ? ". **That is too noisy to tell small differences: run it again on an idle machine.**"
                        : ""));
        add("");
    }

    private void table(List<Row> rows) {
        add("| scenario | unit | ours | p99 | spread | floor | Python | to the floor | to Python | goal |");
        add("|---|---|---|---|---|---|---|---|---|---|");
        for (Row row : rows) {
            Optional<Stat> ours = Optional.ofNullable(row.sides().get(Side.OURS));
            add("| " + row.name() + " | " + row.unit() + " | " + middle(row, Side.OURS) + " | "
                    + ours.map(stat -> Numbers.of(stat.p99())).orElse("") + " | "
                    + ours.map(stat -> Numbers.percent(stat.spread())).orElse("") + " | " + middle(row, Side.FLOOR)
                    + " | " + middle(row, Side.PYTHON) + " | "
                    + row.times(Side.FLOOR).map(Numbers::ratio).orElse("") + " | "
                    + row.times(Side.PYTHON).map(Numbers::ratio).orElse("") + " | " + row.goal() + " |");
        }
        add("");
        rows.stream().filter(row -> !row.note().isEmpty()).forEach(row -> add("- " + row.name() + ": " + row.note()));
        add("");
    }

    private static String middle(Row row, Side side) {
        return Optional.ofNullable(row.sides().get(side))
                .map(stat -> Numbers.of(stat.middle()))
                .orElse("");
    }

    private void growths(List<Growth> growths) {
        if (growths.isEmpty()) {
            return;
        }
        add("## What grows", "");
        growths.forEach(growth -> add("![" + growth.name() + "](performance/" + growth.file() + ".svg)", ""));
    }

    private void micro(List<Results.Micro> micro) {
        if (micro.isEmpty()) {
            return;
        }
        add("## The small things", "", "| what | µs | ± |", "|---|---|---|");
        micro.forEach(one ->
                add("| " + one.name() + " | " + Numbers.of(one.micros()) + " | " + Numbers.of(one.error()) + " |"));
        add("");
    }

    private void failures(List<String> failures) {
        if (failures.isEmpty()) {
            return;
        }
        add("## Not measured", "");
        failures.forEach(failure -> add("- " + failure));
        add("");
    }

    private void add(String... more) {
        lines.addAll(List.of(more));
    }
}
