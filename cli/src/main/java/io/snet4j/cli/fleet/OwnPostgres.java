package io.snet4j.cli.fleet;

import io.snet4j.cli.shell.RefusedException;
import io.snet4j.internal.core.FreePort;
import io.snet4j.internal.text.ForeignText;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The machine's own PostgreSQL, in a temporary folder. A shell ends it with this JVM, also if that is killed. */
final class OwnPostgres implements FleetDatabase {
    private static final Duration STARTUP = Duration.ofMinutes(1);
    private static final long POLL_MILLIS = 100;
    private static final String OWN_SESSION =
            "command -v setsid >/dev/null 2>&1 && exec setsid sh -c \"$@\"; exec sh -c \"$@\"";

    private final Process shell;
    private final int port;

    private OwnPostgres(Process shell, int port) {
        this.shell = shell;
        this.port = port;
    }

    /** @param path the variable of this name */
    static OwnPostgres start(String path) {
        for (String program : new String[] {"initdb", "postgres"}) {
            if (Stream.of(path.split(File.pathSeparator))
                    .noneMatch(folder -> Files.isExecutable(Path.of(folder, program)))) {
                throw new RefusedException("a fleet needs PostgreSQL, and " + program
                        + " is not on the PATH; install it, or name a database with --database");
            }
        }
        try {
            int port = FreePort.find();
            Path folder = Path.of(System.getProperty("java.io.tmpdir"))
                    .toAbsolutePath()
                    .resolve("snet4j-fleet-"
                            + HexFormat.of()
                                    .toHexDigits(ThreadLocalRandom.current().nextLong()));
            ProcessBuilder builder = new ProcessBuilder(
                            "sh", "-c", OWN_SESSION, "sh", script(), "snet4j-postgres", folder.toString(), "" + port)
                    .redirectErrorStream(true);
            // Nothing of the user's settings reaches the server.
            builder.environment().clear();
            builder.environment().putAll(Map.of("PATH", path, "LC_ALL", "C"));
            OwnPostgres postgres = new OwnPostgres(builder.start(), port);
            postgres.awaitStart();
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String script() throws IOException {
        try (InputStream in = OwnPostgres.class.getResourceAsStream("postgres.sh")) {
            if (in == null) {
                throw new IllegalStateException("postgres.sh is missing from the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void awaitStart() throws IOException {
        String said = String.valueOf(shell.inputReader().readLine());
        if (!said.equals("started")) {
            throw failure(said);
        }
        long end = System.nanoTime() + STARTUP.toNanos();
        while (true) {
            try {
                FleetDatabase.run(url(), "select 1");
                return;
            } catch (SQLException e) {
                if (!shell.isAlive() || System.nanoTime() - end > 0) {
                    throw failure(String.valueOf(e.getMessage()));
                }
                pause();
            }
        }
    }

    private RefusedException failure(String reason) {
        close();
        return new RefusedException("the machine's PostgreSQL does not start: " + ForeignText.of(reason)
                + "; name a database with --database");
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RefusedException("interrupted while PostgreSQL starts");
        }
    }

    @Override
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
    }

    /** Waits until its folder is gone. */
    @Override
    public void close() {
        try {
            shell.getOutputStream().close();
            if (!shell.waitFor(STARTUP.toMillis(), TimeUnit.MILLISECONDS)) {
                shell.destroyForcibly();
            }
        } catch (IOException e) {
            shell.destroy();
        } catch (InterruptedException e) {
            // The shell goes on alone.
            Thread.currentThread().interrupt();
        }
    }
}
