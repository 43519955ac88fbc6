package io.snet4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.cli.shell.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code devnet --fleet}: processes of one account, and what is left of them. With the machine's PostgreSQL. */
class FleetCommandIT {
    /** A process with a channel, the token of its last hold, and three calls. */
    private static final String DONE = "\\d+ +[01](?: \\(free\\))? +\\d+ +[0-9.]+ FET +[0-9.]+ FET +3\\s+";

    private static final Pattern BOTH_DONE = Pattern.compile(DONE + DONE + "budget used: 0.0006 FET");

    // Guard: postgres.sh ends the server and removes its folder, and FleetMember ends with its standard input.
    @Test
    void twoProcessesHoldAChannelEachAndCtrlCLeavesNothing(@TempDir Path folder) throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Map<String, String> settings = Map.of("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary, "NO_COLOR", "1");
        try (var terminal =
                PseudoTerminal.start(folder, settings, 160, "devnet", "--fleet", "2", "--fleet-calls", "3")) {
            terminal.await("budget used: ");
            while (!BOTH_DONE.matcher(terminal.screen()).find()) {
                assertThat(terminal.screen()).doesNotContain("(ended)");
                Thread.sleep(100);
            }

            terminal.type("\u0003");
            terminal.end(130);
        }
        while (!processesOf(folder).isEmpty()) {
            Thread.sleep(50);
        }
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void whereThereIsNoTerminalEachChangeIsALineAndAKilledTerminalLeavesNothing(@TempDir Path folder) throws Exception {
        try (var devnet = Child.start(folder, "devnet", "--fleet", "1", "--fleet-calls", "2")) {
            String line = devnet.readLine();
            while (!line.startsWith("process ") || !line.endsWith("calls 2")) {
                line = devnet.readLine();
            }
            assertThat(line).contains("channel 0, token ", "signed 0.0002 FET");
            assertThat(devnet.readLine()).startsWith("budget used: 0.000");

            assertThat(devnet.killIfAlive()).isTrue();
            devnet.assertNoProcessIsLeft();
            assertThat(folder.resolve("tmp")).satisfies(FleetCommandIT::hasNoFleet);
        }
    }

    @Test
    void whatIsWrongIsSaidBeforeAnythingStarts(@TempDir Path folder) throws Exception {
        try (var devnet = Child.start(folder, "devnet", "--fleet", "0")) {
            assertThat(devnet.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(devnet.err()).contains("a fleet has from 1 to 64 processes, not 0");
            devnet.assertNoFileIsLeft();
        }
    }

    @Test
    void withoutPostgresqlTheWayOutIsSaidAndNothingIsLeft(@TempDir Path folder) throws Exception {
        Path programs = Files.createDirectory(folder.resolve("bin"));
        try (var devnet = Child.start(folder, Map.of("PATH", programs.toString()), List.of("devnet", "--fleet", "1"))) {
            devnet.readAll();
            assertThat(devnet.exitCode()).isEqualTo(ExitCode.REFUSED_INPUT);
            assertThat(devnet.err()).contains("initdb is not on the PATH", "--database");
            devnet.assertNoProcessIsLeft();
        }
    }

    @Test
    void aDatabaseThatIsNotThereIsNamedWithoutItsPassword(@TempDir Path folder) throws Exception {
        try (var devnet = Child.start(
                folder,
                "devnet",
                "--fleet",
                "1",
                "--database",
                "jdbc:postgresql://127.0.0.1:1/test?user=me&password=very-secret")) {
            devnet.readAll();
            assertThat(devnet.exitCode()).isEqualTo(ExitCode.REFUSED_INPUT);
            assertThat(devnet.err()).contains("--database cannot be used").doesNotContain("very-secret");
            devnet.assertNoProcessIsLeft();
        }
    }

    private static void hasNoFleet(Path temporary) {
        try (Stream<Path> files = Files.list(temporary)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("snet4j-fleet"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> processesOf(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.filter(entry -> entry.getFileName().toString().matches("\\d+"))
                    .map(FleetCommandIT::commandLine)
                    .filter(line -> line.contains(folder.toString()))
                    .toList();
        }
    }

    private static String commandLine(Path entry) {
        try {
            return Files.readString(entry.resolve("cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
