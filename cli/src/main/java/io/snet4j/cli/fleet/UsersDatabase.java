package io.snet4j.cli.fleet;

import io.snet4j.cli.shell.RefusedException;
import io.snet4j.internal.text.ForeignText;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A database that the user named, and a schema in it that is dropped at the end. Each run has its own: chains,
 * contracts and keys of two devnets are the same, and what was signed on the one must not count on the other.
 */
final class UsersDatabase implements FleetDatabase {
    private final String database;
    private final String schema;

    private UsersDatabase(String database, String schema) {
        this.database = database;
        this.schema = schema;
    }

    static UsersDatabase of(String database) {
        String name = "snet4j_devnet_"
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        try {
            FleetDatabase.run(database, "create schema " + name);
        } catch (SQLException | IllegalArgumentException e) {
            // The URL may have a password, and is not shown.
            throw new RefusedException("the database of --database cannot be used: "
                    + ForeignText.of(String.valueOf(e.getMessage()).replace(database, "(its URL)"))
                    + "; it is named by a JDBC URL such as jdbc:postgresql://127.0.0.1/test?user=me");
        }
        return new UsersDatabase(database, name);
    }

    @Override
    public String url() {
        return database + (database.contains("?") ? "&" : "?") + "currentSchema=" + schema;
    }

    @Override
    public void close() {
        try {
            FleetDatabase.run(database, "drop schema if exists " + schema + " cascade");
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "the schema " + schema + " is left: " + ForeignText.of(String.valueOf(e.getMessage())), e);
        }
    }
}
