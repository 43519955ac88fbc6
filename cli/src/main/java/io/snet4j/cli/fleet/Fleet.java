package io.snet4j.cli.fleet;

import io.snet4j.devnet.DevnetConnection;
import io.snet4j.state.jdbc.JdbcState;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Processes and their database. They end with this JVM, whatever becomes of it: each reads from it. */
public final class Fleet implements AutoCloseable {
    private final FleetOptions options;
    private final FleetDatabase database;
    private final List<Member> members = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    /** A process, and what it said last. */
    static final class Member {
        private final Process process;
        private volatile @Nullable MemberReport last;

        private Member(Process process) {
            this.process = process;
        }

        long pid() {
            return process.pid();
        }

        boolean isAlive() {
            return process.isAlive();
        }

        Optional<MemberReport> last() {
            return Optional.ofNullable(last);
        }

        private void read() {
            try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    Optional<MemberReport> report = MemberReport.parse(line);
                    if (report.isPresent()) {
                        last = report.get();
                    }
                }
            } catch (IOException e) {
                // It is gone, and its row says so.
            }
        }
    }

    private Fleet(FleetOptions options, FleetDatabase database) {
        this.options = options;
        this.database = database;
    }

    /**
     * With its database and nobody in it. Blocks until that is there.
     *
     * @param path where the machine's programs are
     */
    public static Fleet open(FleetOptions options, String path) {
        String named = options.database();
        Fleet fleet = new Fleet(options, named == null ? OwnPostgres.start(path) : UsersDatabase.of(named));
        // A signal ends the process without coming back to who closes it.
        Runtime.getRuntime().addShutdownHook(new Thread(fleet::close, "fleet-end"));
        return fleet;
    }

    /** @param role whose account pays */
    public void start(DevnetConnection net, String role) {
        try {
            JdbcState.applySchema(FleetDatabase.connect(database.url()));
            for (int i = 0; i < options.size(); i++) {
                add(net, role, options.calls());
            }
        } catch (SQLException | IOException e) {
            throw new UncheckedIOException(new IOException("the fleet does not start: " + e.getMessage(), e));
        }
    }

    private void add(DevnetConnection net, String role, long calls) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FleetMember.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Member member = new Member(process);
        members.add(member);
        String told = String.join(
                "\n",
                FleetMember.line(new TreeMap<>(net.settings(role))),
                database.url(),
                net.orgId() + "/" + net.serviceId(),
                String.valueOf(calls),
                "");
        process.getOutputStream().write(told.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        Thread reader = new Thread(member::read, "fleet-" + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    List<Member> members() {
        return List.copyOf(members);
    }

    FleetTables.Contents tables() throws SQLException {
        return FleetTables.read(database.url());
    }

    boolean isClosed() {
        return closed;
    }

    /** May be repeated. */
    @Override
    public void close() {
        closed = true;
        members.forEach(member -> member.process.destroyForcibly());
        database.close();
    }
}
