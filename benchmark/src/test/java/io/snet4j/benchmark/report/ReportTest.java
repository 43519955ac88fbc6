package io.snet4j.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.snet4j.benchmark.peer.Side;
import io.snet4j.benchmark.report.Growth.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private static final Row CALL = new Row(
            "paid call",
            "ms",
            true,
            "≤ floor",
            "two requests",
            Map.of(
                    Side.OURS, Stat.of(List.of(new double[] {2, 2, 2}, new double[] {2, 3, 2})),
                    Side.FLOOR, Stat.of(List.of(new double[] {1.5})),
                    Side.PYTHON, Stat.of(List.of(new double[] {30}))));

    private static Results results(boolean noisy) {
        return new Results(
                "all",
                new Machine("some processor", 2, 1024, "Linux amd64", "a JVM"),
                Set.of(Side.values()),
                0.5,
                noisy,
                List.of(CALL),
                List.of(new Growth(
                        "threads",
                        "Calls",
                        "threads",
                        "calls/s",
                        Map.of(Side.OURS, List.of(new Point(1, 100), new Point(10, 1000))))),
                List.of(new Results.Micro("signPayment", 80.24, 1.5)),
                List.of("uploads: no"));
    }

    @Test
    void aStatHasMedianTailAndSpread() {
        Stat stat = Stat.of(List.of(new double[] {1, 1, 1}, new double[] {2, 2, 9}));

        assertThat(stat.middle()).isEqualTo(1.5);
        assertThat(stat.p99()).isEqualTo(9);
        assertThat(stat.spread()).isEqualTo(1 / 1.5, within(1e-9));
        assertThat(stat.count()).isEqualTo(6);
    }

    @Test
    void aRatioAboveOneMeansThatOursIsBetterWhicheverWayNumbersCount() {
        Row rate = new Row("upload", "MiB/s", false, "", "", CALL.sides());

        assertThat(CALL.times(Side.PYTHON)).hasValue(15.0);
        assertThat(rate.times(Side.PYTHON)).hasValue(2 / 30.0);
        assertThat(new Row("r", "ms", true, "", "", Map.of()).times(Side.FLOOR)).isEmpty();
    }

    @Test
    void thePageShowsEachRowWithItsRatiosAndSaysWhenItWasTooNoisy(@TempDir Path docs) throws IOException {
        Report.write(results(true), docs);

        assertThat(docs.resolve("performance.md"))
                .content()
                .contains("| paid call | ms | 2.00 | 3.00 | 0 % | 1.50 | 30.0 | 0.75 × | 15 × | ≤ floor |")
                .contains("two requests", "some processor", "too noisy", "| signPayment | 80.2 | 1.50 |", "uploads: no")
                .contains("performance/threads.svg");
        assertThat(docs.resolve("performance/threads.svg"))
                .content()
                .startsWith("<svg")
                // One power of ten on each axis is as long for both points.
                .contains("70.0,310.0 510.0,40.0");
        Report.write(results(false), docs);
        assertThat(Files.readString(docs.resolve("performance.md"))).doesNotContain("too noisy");
    }

    @Test
    void resultsAreReadAsTheyWereWritten(@TempDir Path folder) {
        Path file = folder.resolve("results.json");
        results(true).write(file);

        assertThat(Results.read(file)).isEqualTo(results(true));
    }

    @Test
    void theSameWorkAgainTellsHowNoisyTheMachineIs() {
        Noise noise = new Noise();
        noise.look();

        assertThat(noise.amount()).isNotNegative().isFinite();
    }
}
