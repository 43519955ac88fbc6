package io.snet4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/** The command line at a terminal of its own, by the launcher's script, as a person has it. */
final class PseudoTerminal implements AutoCloseable {
    private static final long NET_MINUTES = 3;

    private final Process process;
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final Thread reader;

    private PseudoTerminal(Process process) {
        this.process = process;
        this.reader = new Thread(this::read, "pseudo-terminal");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * @param folder for what the process is made of, and its home
     * @param environment beside what it always needs
     */
    static PseudoTerminal start(Path folder, Map<String, String> environment, int columns, String... arguments)
            throws IOException {
        Path app = folder.resolve("app");
        if (!Files.exists(app)) {
            writeApp(app);
        }
        String words = Arrays.stream(arguments).map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        String script = "stty cols " + columns + " rows 24; . '"
                + Path.of("src/dist/java.sh").toAbsolutePath() + "'; find_java; run '" + app + "' " + words;
        // It must not inherit that a build in the background ignores SIGINT.
        ProcessBuilder builder = new ProcessBuilder(
                        List.of("env", "--default-signal=INT", "script", "-qfec", script, "/dev/null"))
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("SNET4J_") || name.equals("NO_COLOR"));
        builder.environment()
                .putAll(Map.of(
                        "HOME",
                        folder.toString(),
                        "SHELL",
                        "/bin/sh",
                        "TERM",
                        "xterm",
                        "JAVA_HOME",
                        System.getProperty("java.home")));
        builder.environment().putAll(environment);
        return new PseudoTerminal(builder.start());
    }

    /** The launcher takes all jars of a folder; one that only names the tests' class path stands for them. */
    private static void writeApp(Path app) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                                .map(entry -> Path.of(entry).toUri().toString())
                                .collect(Collectors.joining(" ")));
        Path lib = Files.createDirectories(app.resolve("lib"));
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(lib.resolve("app.jar")), manifest)) {
            jar.flush();
        }
    }

    private void read() {
        try (InputStream out = process.getInputStream()) {
            byte[] bytes = new byte[4096];
            for (int count = out.read(bytes); count >= 0; count = out.read(bytes)) {
                synchronized (this) {
                    shown.write(bytes, 0, count);
                    notifyAll();
                }
            }
        } catch (IOException e) {
            // The terminal is gone.
        }
        synchronized (this) {
            notifyAll();
        }
    }

    /** Waits until this is on the screen. */
    synchronized void await(String text) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(NET_MINUTES);
        while (!screen().contains(text) && reader.isAlive() && System.nanoTime() < end) {
            wait(1000);
        }
        assertThat(screen()).contains(text);
    }

    void type(String keys) {
        try {
            process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized String screen() {
        return shown.toString(StandardCharsets.UTF_8);
    }

    /** What was on the screen when it had ended. */
    String end(int exitCode) throws InterruptedException {
        assertThat(process.waitFor(NET_MINUTES, TimeUnit.MINUTES))
                .as(this::screen)
                .isTrue();
        reader.join(TimeUnit.MINUTES.toMillis(NET_MINUTES));
        assertThat(process.exitValue()).as(screen()).isEqualTo(exitCode);
        return screen();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
