package io.snet4j.benchmark.micro;

import io.snet4j.benchmark.report.Results;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the benchmarks of this package. */
public final class Micros {
    private static final int WARMUPS = 3;
    private static final int MEASUREMENTS = 5;

    private Micros() {}

    /** Takes less than a minute. */
    public static List<Results.Micro> run() {
        return run(WARMUPS, MEASUREMENTS, TimeValue.milliseconds(700));
    }

    static List<Results.Micro> run(int warmups, int measurements, TimeValue time) {
        try {
            Collection<RunResult> results = new Runner(new OptionsBuilder()
                            .include(Micros.class.getPackageName().replace(".", "\\.") + "\\..*")
                            .forks(0)
                            .warmupIterations(warmups)
                            .warmupTime(time)
                            .measurementIterations(measurements)
                            .measurementTime(time)
                            .verbosity(VerboseMode.SILENT)
                            .build())
                    .run();
            return results.stream()
                    .map(result -> new Results.Micro(
                            result.getPrimaryResult().getLabel(),
                            result.getPrimaryResult().getScore(),
                            measurements > 1 ? result.getPrimaryResult().getScoreError() : 0))
                    .toList();
        } catch (RunnerException e) {
            throw new IllegalStateException(e);
        }
    }
}
