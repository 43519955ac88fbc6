package io.snet4j.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.explore.RandomTest;
import io.snet4j.testing.DoomedJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However a JVM with a network in it is killed, and whenever, nothing of it is left. */
final class KillIT {
    /** By then it is a JVM. */
    private static final int EARLIEST_MILLIS = 100;

    private static final int LATEST_MILLIS = 4_000;
    private static final List<String> SIGNALS = List.of("INT", "TERM", "KILL");

    @Tag("explore")
    @Test
    void aKillAtAnyMomentLeavesNothing(@TempDir Path parent) {
        RandomTest.DEVNET_KILLS.run((seed, random) -> {
            DoomedJvm jvm = DoomedJvm.start(KilledDevnet.class, Files.createTempDirectory(parent, "devnet"));
            jvm.await(random.nextInt(EARLIEST_MILLIS, LATEST_MILLIS));
            jvm.signal(SIGNALS.get(Math.floorMod(seed, SIGNALS.size())));
            jvm.assertNothingIsLeft();
        });
    }

    @Test
    void aKillOfARunningNetworkLeavesNothing(@TempDir Path folder) throws Exception {
        DoomedJvm jvm = DoomedJvm.start(KilledDevnet.class, folder);
        assertThat(jvm.readLine()).startsWith("ready");
        assertThat(jvm.commandLines()).as("the JVM, the watchdog and anvil").hasSizeGreaterThanOrEqualTo(3);
        jvm.signal("KILL");
        jvm.assertNothingIsLeft();
    }
}
