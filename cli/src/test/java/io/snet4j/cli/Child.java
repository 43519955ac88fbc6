package io.snet4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The command line as a process, with a temporary and a home folder of its own: whatever it starts names that folder in
 * its command line, and whatever it leaves lies there.
 */
public final class Child implements AutoCloseable {
    private static final Duration GRACE = Duration.ofMinutes(2);

    private final Path folder;
    private final Process process;

    private Child(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /** @param folder empty */
    static Child start(Path folder, String... arguments) throws IOException {
        return start(folder, Map.of(), List.of(arguments));
    }

    /**
     * @param folder empty; its folder "home" is the home folder
     * @param environment beside what this process has
     */
    public static Child start(Path folder, Map<String, String> environment, List<String> arguments) throws IOException {
        var temporary = Files.createDirectory(folder.resolve("tmp"));
        // A build in the background ignores SIGINT, and its children would inherit that.
        var command = new ArrayList<>(List.of("env", "--default-signal=INT"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Djava.io.tmpdir=" + temporary));
        command.addAll(List.of("-Dsnet4j.digits=" + System.getProperty("snet4j.digits")));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(arguments);
        var builder =
                new ProcessBuilder(command).redirectError(folder.resolve("err").toFile());
        builder.environment()
                .put("HOME", Files.createDirectory(folder.resolve("home")).toString());
        builder.environment().putAll(environment);
        return new Child(folder, builder.start());
    }

    /** The next line of its standard output. */
    public String readLine() throws IOException {
        var line = process.inputReader().readLine();
        assertThat(line).as(() -> "standard output; its errors: " + err()).isNotNull();
        return line;
    }

    /** What is left of its standard output, until it ends. */
    public String readAll() {
        return String.join("\n", process.inputReader().lines().toList());
    }

    public String err() {
        try {
            return Files.readString(folder.resolve("err"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int exitCode() throws InterruptedException {
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("it has ended").isTrue();
        return process.exitValue();
    }

    void waitAtMost(Duration duration) throws InterruptedException {
        process.waitFor(duration.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** When it has ended, however it does. */
    public CompletableFuture<?> end() {
        return process.onExit();
    }

    /** As {@code kill -9} does. */
    public boolean killIfAlive() {
        return process.isAlive() && process.toHandle().destroyForcibly();
    }

    /** @param name as {@code kill} takes it: {@code INT} */
    public void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    /** Kills a process that it has started. */
    void killStarted(String program) {
        var killed = process.descendants()
                .filter(started -> started.info().command().orElse("").endsWith(program))
                .filter(ProcessHandle::destroyForcibly)
                .count();
        assertThat(killed).as("killed " + program).isEqualTo(1);
    }

    /** Gives it time to end with all that it started. */
    void assertNoProcessIsLeft() throws Exception {
        var end = System.nanoTime() + GRACE.toNanos();
        while ((process.isAlive() || !processes().isEmpty()) && System.nanoTime() < end) {
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
        assertThat(process.isAlive()).as("the command lives").isFalse();
        assertThat(processes()).as("processes").isEmpty();
    }

    void assertNoFileIsLeft() {
        assertThat(folder.resolve("tmp")).as("temporary files").isEmptyDirectory();
        try (Stream<Path> files = Files.walk(folder.resolve("home"))) {
            assertThat(files.filter(Files::isRegularFile))
                    .as("files in the home folder")
                    .isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The command lines of all processes that name its folder. */
    List<String> processes() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.filter(entry -> entry.getFileName().toString().matches("\\d+"))
                    .map(Child::commandLine)
                    .filter(line -> line.contains(folder.toString()))
                    .toList();
        }
    }

    private static String commandLine(Path entry) {
        try {
            return Files.readString(entry.resolve("cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException | UncheckedIOException e) {
            return "";
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
