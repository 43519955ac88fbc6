package io.snet4j.cli;

import io.snet4j.explore.RandomTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However the demo is ended, and whenever, no process of it is left; after INT and TERM no file either. */
@Order(1) // The longest one: begun last, it would run alone at the end.
class DemoKillIT {
    private static final int LATEST_MILLIS = 12_000;
    private static final List<String> SIGNALS = List.of("INT", "TERM", "KILL");

    @Tag("explore")
    @Test
    void aKillAtAnyMomentLeavesNothing(@TempDir Path parent) {
        RandomTest.DEMO_KILLS.run((seed, random) -> {
            var signal = SIGNALS.get(Math.floorMod(seed, SIGNALS.size()));
            try (var demo = Child.start(Files.createTempDirectory(parent, "demo"), "demo", "--json")) {
                demo.waitAtMost(Duration.ofMillis(random.nextInt(LATEST_MILLIS)));
                demo.signal(signal);

                demo.assertNoProcessIsLeft();
                if (!signal.equals("KILL")) {
                    demo.assertNoFileIsLeft();
                }
            }
        });
    }
}
