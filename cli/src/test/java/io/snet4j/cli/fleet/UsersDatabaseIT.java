package io.snet4j.cli.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.cli.Child;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code devnet --fleet --database}, with a PostgreSQL that is there already. */
class UsersDatabaseIT {
    // Guards: UsersDatabase.url, which names the schema, and UsersDatabase.close, which drops it.
    @Test
    void theFleetHasASchemaOfItsOwnAndLeavesTheDatabaseAsItWas(@TempDir Path folder) throws Exception {
        try (OwnPostgres postgres = OwnPostgres.start(System.getenv("PATH"));
                Child devnet = Child.start(
                        folder,
                        Map.of(),
                        List.of("devnet", "--fleet", "1", "--fleet-calls", "2", "--database", postgres.url()))) {
            String line = devnet.readLine();
            while (!line.startsWith("process ") || !line.endsWith("calls 2")) {
                line = devnet.readLine();
            }
            List<String> own = schemas(postgres);
            assertThat(own).singleElement().asString().startsWith("snet4j_devnet_");
            assertThat(ask(postgres, "select token::text from " + own.get(0) + ".snet4j_channel"))
                    .containsExactly("1");
            assertThat(ask(postgres, "select tablename::text from pg_tables where schemaname = 'public'"))
                    .isEmpty();

            devnet.signal("TERM");
            devnet.exitCode();

            assertThat(schemas(postgres)).isEmpty();
        }
    }

    private static List<String> schemas(OwnPostgres postgres) throws SQLException {
        return ask(postgres, "select nspname::text from pg_namespace where nspname like 'snet4j%'");
    }

    private static List<String> ask(OwnPostgres postgres, String sql) throws SQLException {
        try (var connection = FleetDatabase.connect(postgres.url()).getConnection();
                var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                all.add(rows.getString(1));
            }
            return all;
        }
    }
}
