package io.snet4j.devnet;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A program and a temporary folder that do not outlive this JVM, not even when it is killed. A shell between the two
 * waits for the end of a pipe that only the JVM holds, then ends the program by its id and removes the folder.
 *
 * <p>It has a session of its own where that is possible, so that Ctrl-C in a terminal reaches the JVM alone.
 */
final class Watchdog implements AutoCloseable {
    private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(5);
    private static final String OWN_SESSION =
            "command -v setsid >/dev/null 2>&1 && exec setsid sh -c \"$@\"; exec sh -c \"$@\"";

    private final Path folder;
    private final List<String> command;
    private final Process shell;
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();

    private Watchdog(Path folder, List<String> command, Process shell) {
        this.folder = folder;
        this.command = command;
        this.shell = shell;
    }

    /**
     * Creates the folder; the program waits for {@link #launch}, so that it may be put into the folder before.
     *
     * @param commandIn the program and its arguments, given the folder
     */
    static Watchdog start(CommandIn commandIn) {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"))
                .toAbsolutePath()
                .resolve("snet4j-devnet-"
                        + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()));
        List<String> command = List.copyOf(commandIn.command(folder));
        List<String> arguments =
                new ArrayList<>(List.of("sh", "-c", OWN_SESSION, "sh", script(), "snet4j-watchdog", folder.toString()));
        arguments.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(arguments).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        // Nothing of the user's settings reaches the program, and nothing of the program the user's home.
        environment.keySet().retainAll(List.of("PATH", "LD_LIBRARY_PATH"));
        environment.put("HOME", folder.toString());
        environment.put("TMPDIR", folder.toString());
        try {
            Watchdog watchdog = new Watchdog(folder, command, builder.start());
            watchdog.createFolder();
            return watchdog;
        } catch (IOException e) {
            throw new DevnetException("cannot start sh, which the local network needs: " + e.getMessage(), e);
        }
    }

    private void createFolder() {
        try {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            close();
            throw new DevnetException(
                    "cannot create " + folder + "; is the temporary folder writable and not full?", e);
        }
    }

    private static String script() {
        try (InputStream in = Watchdog.class.getResourceAsStream("watchdog.sh")) {
            if (in == null) {
                throw new IllegalStateException("watchdog.sh is missing from the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param output gets each line that the program prints, on a thread of its own */
    void launch(Consumer<String> output) {
        Thread reader = new Thread(() -> read(output), "snet4j-devnet-output");
        reader.setDaemon(true);
        reader.start();
        try {
            OutputStream pipe = shell.getOutputStream();
            pipe.write('\n');
            pipe.flush();
        } catch (IOException e) {
            close();
            throw new DevnetException("the shell that watches " + command.get(0) + " ended at once", e);
        }
    }

    private void read(Consumer<String> output) {
        try (BufferedReader lines = shell.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.accept(line);
            }
        } catch (IOException e) {
            // As good as its end: nobody writes any more.
        }
        closePipe();
        shell.onExit().thenAccept(process -> ended.complete(process.exitValue()));
    }

    Path folder() {
        return folder;
    }

    List<String> command() {
        return command;
    }

    /** Completes with the program's exit code, or 137 if it was ended by {@link #close}. */
    CompletableFuture<Integer> ended() {
        return ended;
    }

    /** The program's process id, or empty if it does not run. */
    Optional<ProcessHandle> program() {
        return shell.toHandle().children().findFirst();
    }

    /** Ends the program and removes the folder; returns when both are gone. */
    @Override
    public void close() {
        closePipe();
        boolean interrupted = false;
        long end = System.nanoTime() + CLOSE_DEADLINE.toNanos();
        for (long left = CLOSE_DEADLINE.toNanos(); left > 0; left = end - System.nanoTime()) {
            try {
                shell.waitFor(left, TimeUnit.NANOSECONDS);
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void closePipe() {
        try {
            shell.getOutputStream().close();
        } catch (IOException e) {
            // The shell has already ended.
        }
    }

    /** A command line that may name files in the folder. */
    interface CommandIn {
        List<String> command(Path folder);
    }
}
