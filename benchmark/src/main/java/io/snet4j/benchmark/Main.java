package io.snet4j.benchmark;

import io.snet4j.benchmark.micro.Micros;
import io.snet4j.benchmark.report.Machine;
import io.snet4j.benchmark.report.Report;
import io.snet4j.benchmark.report.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Measures, and writes what was found. Started by {@code snet4j-bench}, with properties for what it needs: {@code
 * bench.root} is the checkout, {@code bench.python} a Python with the official client, if there is one, and {@code
 * bench.launcher} the terminal, if it is built.
 */
public final class Main {
    private Main() {}

    /**
     * @param arguments {@code quick} or {@code all}; or {@code report} to write the page of the last {@code all} again
     */
    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(System.getProperty("bench.root", ".")).toAbsolutePath();
        Path target = Files.createDirectories(root.resolve("benchmark/target"));
        String kind = arguments.length == 1 ? arguments[0] : "";
        Path file = target.resolve("results-" + kind + ".json");
        switch (kind) {
            case "quick" -> {
                Results results = run(root, target, true);
                results.write(file);
                Report.write(results, Files.createDirectories(target.resolve("quick")));
                end(results, file);
            }
            case "all" -> {
                Results results = run(root, target, false);
                results.write(file);
                Report.write(results, root.resolve("docs"));
                end(results, file);
            }
            case "report" -> Report.write(Results.read(target.resolve("results-all.json")), root.resolve("docs"));
            default -> {
                System.err.println("usage: snet4j-bench quick | all | report");
                System.exit(2);
            }
        }
        // Threads of Python's pipes and of a devnet may be about to end.
        System.exit(0);
    }

    private static void end(Results results, Path file) {
        results.failures().forEach(failure -> System.err.println("not measured: " + failure));
        if (results.tooNoisy()) {
            System.err.println("The machine was too noisy to tell small differences; run it again when it is idle.");
        }
        System.err.println(file);
    }

    private static Results run(Path root, Path target, boolean quick) throws IOException {
        Path folder = Files.createTempDirectory(target, "run-");
        Optional<Path> python = Optional.ofNullable(System.getProperty("bench.python"))
                .filter(text -> !text.isBlank())
                .map(Path::of);
        Optional<Path> launcher =
                Optional.ofNullable(System.getProperty("bench.launcher")).map(Path::of);
        var options = new Bench.Options(quick, python, root.resolve("benchmark/python/peer.py"), launcher, folder);
        try (Bench bench = new Bench(options)) {
            Calls.measure(bench);
            UploadRates.measure(bench);
            ManyThreads.measure(bench);
            Growths.measure(bench);
            ColdStarts.measure(bench);
            return new Results(
                    quick ? "quick" : "all",
                    Machine.here(),
                    bench.sides(),
                    bench.noise().amount(),
                    bench.noise().isTooMuch(),
                    bench.rows(),
                    bench.growths(),
                    quick ? List.of() : Micros.run(),
                    bench.failures());
        } finally {
            delete(folder);
        }
    }

    /** With all that is in it. */
    public static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
