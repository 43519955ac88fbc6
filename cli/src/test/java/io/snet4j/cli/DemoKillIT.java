package io.snet4j.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However the demo is ended, and whenever, no process of it is left; after INT and TERM no file either. */
class DemoKillIT {
    private static final long SEED = Long.getLong("snet4j.seed", new Random().nextLong());
    private static final int KILLS = 10;
    private static final int LATEST_MILLIS = 12_000;
    private static final List<String> SIGNALS = List.of("INT", "TERM", "KILL");

    record Kill(String signal, int afterMillis) {}

    static List<Kill> kills() {
        var random = new Random(SEED);
        System.out.println("seed " + SEED + " (-Dsnet4j.seed=" + SEED + " repeats these kills)");
        return IntStream.range(0, KILLS)
                .mapToObj(i -> new Kill(SIGNALS.get(i % SIGNALS.size()), random.nextInt(LATEST_MILLIS)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("kills")
    void aKillAtAnyMomentLeavesNothing(Kill kill, @TempDir Path folder) throws Exception {
        try (var demo = Child.start(folder, "demo", "--json")) {
            demo.waitAtMost(Duration.ofMillis(kill.afterMillis()));
            demo.signal(kill.signal());

            demo.assertNoProcessIsLeft();
            if (!kill.signal().equals("KILL")) {
                demo.assertNoFileIsLeft();
            }
        }
    }
}
