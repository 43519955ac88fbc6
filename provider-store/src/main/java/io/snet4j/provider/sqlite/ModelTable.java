package io.snet4j.provider.sqlite;

import io.snet4j.provider.store.ModelStoreException;
import io.snet4j.provider.store.StoredModel;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The tables, in SQL that PostgreSQL takes as well. Not thread-safe. */
final class ModelTable {
    private static final int VERSION = 1;
    private static final int REMEMBERED = 10_000;

    private static final String COLUMNS =
            "id, name, description, service, method, is_public, owner, addresses, created, status, reason, dataset_turn,"
                    + " dataset_name, dataset_size, dataset_valid, job_kind, job_link, job_attempt, job_before,"
                    + " job_reason_before, artifacts";

    private final Connection connection;

    ModelTable(Connection connection) {
        this.connection = connection;
    }

    private interface Work<T> {
        T run() throws SQLException;
    }

    /** Makes the tables if they are missing. Gives the store's id. */
    String prepare() throws SQLException {
        return together(() -> {
            run("CREATE TABLE IF NOT EXISTS store (id TEXT NOT NULL, version BIGINT NOT NULL)");
            run("CREATE TABLE IF NOT EXISTS models (number BIGINT NOT NULL, id TEXT PRIMARY KEY, name TEXT NOT NULL,"
                    + " description TEXT NOT NULL, service TEXT NOT NULL, method TEXT NOT NULL, is_public BIGINT NOT NULL,"
                    + " owner TEXT, addresses TEXT NOT NULL, created BIGINT NOT NULL, status TEXT NOT NULL, reason TEXT,"
                    + " dataset_turn BIGINT, dataset_name TEXT, dataset_size BIGINT, dataset_valid BIGINT, job_kind TEXT,"
                    + " job_link TEXT, job_attempt BIGINT, job_before TEXT, job_reason_before TEXT, artifacts BIGINT)");
            run("CREATE TABLE IF NOT EXISTS deleted_models (id TEXT PRIMARY KEY, number BIGINT NOT NULL)");
            try (Statement ask = connection.createStatement();
                    ResultSet row = ask.executeQuery("SELECT id, version FROM store")) {
                if (row.next()) {
                    String id = row.getString(1);
                    long version = row.getLong(2);
                    if (version != VERSION) {
                        throw new ModelStoreException("the store is of version " + version
                                + ", and this library knows version " + VERSION + "; use the library that wrote it");
                    }
                    return id;
                }
            }
            String id = UUID.randomUUID().toString();
            try (PreparedStatement add = connection.prepareStatement("INSERT INTO store (id, version) VALUES (?, ?)")) {
                add.setString(1, id);
                add.setLong(2, VERSION);
                add.executeUpdate();
            }
            return id;
        });
    }

    List<StoredModel> all() throws SQLException {
        List<StoredModel> all = new ArrayList<>();
        try (Statement ask = connection.createStatement();
                ResultSet row = ask.executeQuery("SELECT " + COLUMNS + " FROM models ORDER BY number")) {
            while (row.next()) {
                all.add(ModelRow.read(row));
            }
        }
        return all;
    }

    void save(StoredModel model) throws SQLException {
        String sql = "INSERT INTO models (" + COLUMNS + ", number) VALUES (" + "?, ".repeat(ModelRow.COUNT)
                + "(SELECT COALESCE(MAX(number), 0) + 1 FROM models)) ON CONFLICT (id) DO UPDATE SET"
                + " status = excluded.status, reason = excluded.reason, dataset_turn = excluded.dataset_turn,"
                + " dataset_name = excluded.dataset_name, dataset_size = excluded.dataset_size,"
                + " dataset_valid = excluded.dataset_valid, job_kind = excluded.job_kind, job_link = excluded.job_link,"
                + " job_attempt = excluded.job_attempt, job_before = excluded.job_before,"
                + " job_reason_before = excluded.job_reason_before, artifacts = excluded.artifacts";
        try (PreparedStatement put = connection.prepareStatement(sql)) {
            ModelRow.write(model, put);
            put.executeUpdate();
        }
    }

    void delete(String id) throws SQLException {
        together(() -> {
            if (update("DELETE FROM models WHERE id = ?", id) > 0) {
                update(
                        "INSERT INTO deleted_models (id, number) VALUES (?, (SELECT COALESCE(MAX(number), 0) + 1 FROM"
                                + " deleted_models))",
                        id);
                run("DELETE FROM deleted_models WHERE number <= (SELECT MAX(number) FROM deleted_models) - "
                        + REMEMBERED);
            }
            return true;
        });
    }

    boolean wasDeleted(String id) throws SQLException {
        try (PreparedStatement ask = connection.prepareStatement("SELECT id FROM deleted_models WHERE id = ?")) {
            ask.setString(1, id);
            try (ResultSet row = ask.executeQuery()) {
                return row.next();
            }
        }
    }

    private int update(String sql, String id) throws SQLException {
        try (PreparedStatement change = connection.prepareStatement(sql)) {
            change.setString(1, id);
            return change.executeUpdate();
        }
    }

    private void run(String sql) throws SQLException {
        try (Statement change = connection.createStatement()) {
            change.executeUpdate(sql);
        }
    }

    private <T> T together(Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            T result = work.run();
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }
}
