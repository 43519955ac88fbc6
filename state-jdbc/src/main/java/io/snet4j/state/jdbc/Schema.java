package io.snet4j.state.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** The tables, in versions. A version that was released is never changed; what comes later is a version of its own. */
final class Schema {
    static final int VERSION = 5;

    /** Of this library among all advisory locks: "snet4j" in ASCII. */
    private static final long ALONE = 0x736E6574346AL;

    private static final String BEGINNING = "create table if not exists snet4j_schema (version int primary key,"
            + " applied timestamptz not null default now())";

    private Schema() {}

    /** All statements for a database without the tables. */
    static String script() {
        StringBuilder script = new StringBuilder("begin;\n").append(BEGINNING).append(";\n");
        for (int version = 1; version <= VERSION; version++) {
            script.append('\n').append(text(version)).append(entry(version)).append(";\n");
        }
        return script.append("commit;\n").toString();
    }

    private static String entry(int version) {
        return "insert into snet4j_schema (version) values (" + version + ")";
    }

    private static String text(int version) {
        try (InputStream sql = Schema.class.getResourceAsStream("schema/" + version + ".sql")) {
            if (sql == null) {
                throw new IllegalStateException("this jar has no version " + version + " of its schema");
            }
            return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In a transaction. Machines that start at the same time wait for the first one. */
    static void apply(Connection connection) throws SQLException {
        new Query(connection, "select pg_advisory_xact_lock(?)").with(ALONE).run();
        run(connection, BEGINNING);
        for (int version = version(connection) + 1; version <= VERSION; version++) {
            run(connection, text(version));
            run(connection, entry(version));
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** 0 if there are no tables. */
    static int version(Connection connection) throws SQLException {
        Optional<String> table = new Query(connection, "select to_regclass('snet4j_schema')::text")
                .first(row -> Optional.ofNullable(row.getString(1)))
                .flatMap(name -> name);
        return table.isEmpty()
                ? 0
                : new Query(connection, "select coalesce(max(version), 0) from snet4j_schema")
                        .first(row -> row.getInt(1))
                        .orElse(0);
    }

    /** What is wrong with it, and the way out. */
    static Optional<String> problem(int version) {
        if (version == 0) {
            return Optional.of(
                    "its tables are missing; call JdbcState.applySchema once, or run what JdbcState.schema() says");
        }
        if (version < VERSION) {
            return Optional.of("its tables are of version " + version + ", and this library needs " + VERSION
                    + "; call JdbcState.applySchema once");
        }
        return Optional.empty();
    }
}
