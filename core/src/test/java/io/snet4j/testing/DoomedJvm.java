package io.snet4j.testing;

import static org.assertj.core.api.Assertions.assertThat;

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

/** A JVM that is killed, and that must leave nothing. All that it starts names its folder, by which it is found. */
public final class DoomedJvm {
    private static final Duration GRACE = Duration.ofMinutes(2);

    private final Process process;
    private final Path folder;

    private DoomedJvm(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    /** @param folder empty, and its own; holds its temporary folder and its home */
    public static DoomedJvm start(Class<?> program, Path folder) throws IOException {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        List<String> command = new ArrayList<>();
        // As from a terminal: a group of its own, and SIGINT not ignored as it is in a build in the background.
        command.addAll(List.of("setsid", "env", "--default-signal=INT"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Djava.io.tmpdir=" + temporary));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(folder.resolve("log").toFile());
        builder.environment()
                .put("HOME", Files.createDirectory(folder.resolve("home")).toString());
        return new DoomedJvm(builder.start(), folder);
    }

    /** What it printed next, or null at its end. */
    public String readLine() throws IOException {
        return process.inputReader().readLine();
    }

    public void await(int millis) throws InterruptedException {
        process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /** @param signal such as INT, which reaches the whole group as Ctrl-C does */
    public void signal(String signal) throws Exception {
        String target = (signal.equals("INT") ? "-" : "") + process.pid();
        int code = new ProcessBuilder("kill", "-" + signal, "--", target)
                .inheritIO()
                .start()
                .waitFor();
        assertThat(code).as("exit code of kill").isZero();
    }

    /** Waits for its end, and for that of all that it started. */
    public void assertNothingIsLeft() throws Exception {
        long end = System.nanoTime() + GRACE.toNanos();
        while ((process.isAlive() || somethingIsLeft()) && System.nanoTime() < end) {
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
        assertThat(process.isAlive()).as("the JVM lives").isFalse();
        assertThat(commandLines()).as("processes").isEmpty();
        assertThat(folder.resolve("tmp")).as("temporary files").isEmptyDirectory();
        assertThat(folder.resolve("home")).as("files in the home folder").isEmptyDirectory();
    }

    private boolean somethingIsLeft() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("tmp"))) {
            return files.findAny().isPresent() || !commandLines().isEmpty();
        }
    }

    /** Of the processes that name its folder. */
    public List<String> commandLines() throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("\\d+"))
                    .map(DoomedJvm::commandLine)
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
