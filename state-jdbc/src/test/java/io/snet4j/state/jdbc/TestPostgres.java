package io.snet4j.state.jdbc;

import io.snet4j.internal.core.FreePort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** A real PostgreSQL on loopback, from a package that brings its program; it may end and begin again at its port. */
public final class TestPostgres implements AutoCloseable {
    private static final Duration STARTUP = Duration.ofMinutes(2);

    private final Path folder;
    private final Map<String, String> settings;
    private final int port = FreePort.find();
    private final AtomicInteger schemas = new AtomicInteger();
    private @Nullable EmbeddedPostgres running;

    private TestPostgres(Path folder, Map<String, String> settings) {
        this.folder = folder;
        this.settings = settings;
    }

    /** One for all tests of a JVM that do not stop it. */
    private static final class Shared {
        static final TestPostgres INSTANCE = fresh();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(INSTANCE::close));
        }
    }

    public static TestPostgres shared() {
        return Shared.INSTANCE;
    }

    public static TestPostgres fresh() {
        try {
            TestPostgres postgres = new TestPostgres(Files.createTempDirectory("snet4j-postgres"), Map.of());
            postgres.start();
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Another one with the data of this one, which must not run. It does not run either. */
    TestPostgres copy(Map<String, String> itsSettings) throws IOException {
        Path copy = Files.createTempDirectory("snet4j-postgres");
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.skip(1).toList()) {
                Files.copy(file, copy.resolve(folder.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return new TestPostgres(copy, itsSettings);
    }

    /** At the next start it follows the one at a port, and takes no writes until it is promoted. */
    void follow(TestPostgres primary) throws IOException {
        Files.createFile(folder.resolve("standby.signal"));
        Files.writeString(
                folder.resolve("postgresql.auto.conf"),
                "primary_conninfo = 'host=127.0.0.1 port=" + primary.port + " user=postgres'\n");
    }

    int port() {
        return port;
    }

    public void start() throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
        settings.forEach(builder::setServerConfig);
        running = builder.setDataDirectory(folder.toFile())
                .setCleanDataDirectory(false)
                .setPort(port)
                .setPGStartupWait(STARTUP)
                // What is committed outlives the server, as users have it.
                .setServerConfig("synchronous_commit", "on")
                .start();
    }

    public void stop() throws IOException {
        EmbeddedPostgres before = running;
        running = null;
        if (before != null) {
            before.close();
        }
    }

    /** As if the power failed, but for what the system had not written. */
    void crash() throws IOException, InterruptedException {
        long server = Long.parseLong(
                Files.readAllLines(folder.resolve("postmaster.pid")).get(0).strip());
        new ProcessBuilder("kill", "-QUIT", String.valueOf(server))
                .inheritIO()
                .start()
                .waitFor();
        ProcessHandle.of(server).ifPresent(process -> process.onExit().join());
        stop();
    }

    String url(String schema) {
        return url(port, schema);
    }

    static String url(int port, String schema) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres&currentSchema=" + schema;
    }

    public static PGSimpleDataSource connect(String url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setConnectTimeout(10);
        return source;
    }

    /** Counts how often a connection is asked for, which is once for each question. */
    public static DataSource counted(DataSource source, AtomicInteger count) {
        return (DataSource) Proxy.newProxyInstance(
                TestPostgres.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    count.incrementAndGet();
                    return source.getConnection();
                });
    }

    /** The first column of the first row. */
    public static String ask(String url, String sql) throws SQLException {
        return TestTables.ask(url, sql);
    }

    /** Without tables. */
    public String emptySchema() throws SQLException {
        String name = "test" + schemas.incrementAndGet();
        try (Connection connection = connect(url("public")).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create schema " + name);
        }
        return url(name);
    }

    /** With the tables, and nothing in them. */
    public String freshSchema() throws SQLException {
        String url = emptySchema();
        JdbcState.applySchema(connect(url));
        return url;
    }

    /** Leaves nothing behind. */
    @Override
    public void close() {
        try {
            stop();
            List<Path> all;
            try (Stream<Path> files = Files.walk(folder)) {
                all = files.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path file : all) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
