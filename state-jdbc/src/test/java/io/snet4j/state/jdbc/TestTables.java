package io.snet4j.state.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The tables from behind. */
final class TestTables {
    private TestTables() {}

    static void run(String url, String sql) throws SQLException {
        try (Connection connection = TestPostgres.connect(url).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String ask(String url, String sql) throws SQLException {
        try (Connection connection = TestPostgres.connect(url).getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    /** So many models in one statement, newer than those that are there. */
    static void fillModels(String url, int count) throws SQLException {
        run(
                url,
                "insert into snet4j_model (payer, model, service, payment) select max(id), sha256(n::text::bytea),"
                        + " sha256('filler'), '{}' from snet4j_payer, generate_series(1, " + count + ") n group by n");
    }
}
