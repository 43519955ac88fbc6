package io.snet4j.cli.fleet;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Where the processes of a fleet share what they know. Ends with the devnet. */
interface FleetDatabase extends AutoCloseable {
    int CONNECT_SECONDS = 10;

    /** With the schema in which the tables are. A secret, if it has a password. */
    String url();

    @Override
    void close();

    /** @throws IllegalArgumentException if PostgreSQL's driver does not take the URL */
    static DataSource connect(String url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setConnectTimeout(CONNECT_SECONDS);
        return source;
    }

    static void run(String url, String sql) throws SQLException {
        try (var connection = connect(url).getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
