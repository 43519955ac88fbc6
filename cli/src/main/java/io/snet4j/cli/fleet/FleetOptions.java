package io.snet4j.cli.fleet;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How many processes pay from the devnet's consumer account, and where they share what they know. */
public final class FleetOptions {
    private static final int MOST = 64;

    @Option(
            names = "--fleet",
            required = true,
            paramLabel = "N",
            description = "Start N processes that call the service from one account, and show which of them holds what."
                    + " They share a PostgreSQL: that of --database, or the machine's own in a temporary folder.")
    private int size;

    @Option(
            names = "--fleet-calls",
            paramLabel = "N",
            description = "How many calls each process makes. Default: until the end.")
    private @Nullable Long calls;

    @Option(
            names = "--database",
            paramLabel = "JDBC_URL",
            description =
                    "A PostgreSQL for the fleet, such as jdbc:postgresql://127.0.0.1/test?user=me. The tables are in a"
                            + " schema of their own, which is dropped at the end.")
    private @Nullable String database;

    int size() {
        return size;
    }

    long calls() {
        return calls == null ? Long.MAX_VALUE : calls;
    }

    @Nullable
    String database() {
        return database;
    }

    /** @throws IllegalArgumentException naming a value that is out of range */
    public void check() {
        if (size < 1 || size > MOST) {
            throw new IllegalArgumentException("a fleet has from 1 to " + MOST + " processes, not " + size);
        }
        if (calls != null && calls < 1) {
            throw new IllegalArgumentException("each process of a fleet makes at least one call, not " + calls);
        }
        if (database != null && !database.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException("--database is a URL that begins with jdbc:postgresql:");
        }
    }
}
