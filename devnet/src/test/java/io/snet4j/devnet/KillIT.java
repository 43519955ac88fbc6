package io.snet4j.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.explore.RandomTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However a JVM with a network in it is killed, and whenever, nothing of it is left. */
final class KillIT {
    /** By then it is a JVM. */
    private static final int EARLIEST_MILLIS = 100;

    private static final int LATEST_MILLIS = 4_000;
    private static final Duration GRACE = Duration.ofMinutes(2);
    private static final List<String> SIGNALS = List.of("INT", "TERM", "KILL");

    @Tag("explore")
    @Test
    void aKillAtAnyMomentLeavesNothing(@TempDir Path parent) {
        RandomTest.DEVNET_KILLS.run((seed, random) -> {
            Path folder = Files.createTempDirectory(parent, "devnet");
            Process jvm = start(folder);
            jvm.waitFor(random.nextInt(EARLIEST_MILLIS, LATEST_MILLIS), TimeUnit.MILLISECONDS);
            signal(jvm, SIGNALS.get(Math.floorMod(seed, SIGNALS.size())));
            assertNothingIsLeft(jvm, folder);
        });
    }

    @Test
    void aKillOfARunningNetworkLeavesNothing(@TempDir Path folder) throws Exception {
        Process jvm = start(folder);
        assertThat(jvm.inputReader().readLine()).startsWith("ready");
        assertThat(commandLinesNaming(folder))
                .as("the JVM, the watchdog and anvil")
                .hasSizeGreaterThanOrEqualTo(3);
        signal(jvm, "KILL");
        assertNothingIsLeft(jvm, folder);
    }

    private static Process start(Path folder) throws IOException {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        List<String> command = new ArrayList<>();
        // As from a terminal: a group of its own, and SIGINT not ignored as it is in a build in the background.
        command.addAll(List.of("setsid", "env", "--default-signal=INT"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + temporary));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), KilledDevnet.class.getName()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(folder.resolve("log").toFile());
        builder.environment()
                .put("HOME", Files.createDirectory(folder.resolve("home")).toString());
        return builder.start();
    }

    /** Ctrl-C reaches the whole group. */
    private static void signal(Process process, String signal) throws Exception {
        String target = (signal.equals("INT") ? "-" : "") + process.pid();
        int code = new ProcessBuilder("kill", "-" + signal, "--", target)
                .inheritIO()
                .start()
                .waitFor();
        assertThat(code).as("exit code of kill").isZero();
    }

    private static void assertNothingIsLeft(Process jvm, Path folder) throws Exception {
        long end = System.nanoTime() + GRACE.toNanos();
        while ((jvm.isAlive() || somethingIsLeft(folder)) && System.nanoTime() < end) {
            jvm.waitFor(20, TimeUnit.MILLISECONDS);
        }
        assertThat(jvm.isAlive()).as("the JVM lives").isFalse();
        assertThat(commandLinesNaming(folder)).as("processes").isEmpty();
        assertThat(folder.resolve("tmp")).as("temporary files").isEmptyDirectory();
        assertThat(folder.resolve("home")).as("files in the home folder").isEmptyDirectory();
    }

    private static boolean somethingIsLeft(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("tmp"))) {
            return files.findAny().isPresent() || !commandLinesNaming(folder).isEmpty();
        }
    }

    private static List<String> commandLinesNaming(Path folder) throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("\\d+"))
                    .map(KillIT::commandLine)
                    .filter(line -> line.contains(folder.toString()))
                    .toList();
        }
    }

    private static String commandLine(Path process) {
        try {
            return Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException | UncheckedIOException e) {
            return "";
        }
    }
}
