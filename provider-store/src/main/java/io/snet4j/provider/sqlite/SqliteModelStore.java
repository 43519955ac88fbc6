package io.snet4j.provider.sqlite;

import io.snet4j.provider.store.ModelStore;
import io.snet4j.provider.store.ModelStoreException;
import io.snet4j.provider.store.StoredModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * Models in one file, which one process at a time has for itself. Each change is on the disk when its method returns.
 * What a process leaves that is killed is whole. Thread-safe; methods block on the disk, one after the other.
 *
 * @since 0.1.0
 */
public final class SqliteModelStore implements ModelStore {
    private static final int WAIT_MILLIS = 2000;

    private final Path file;
    private final Connection connection;
    private final ModelTable table;
    private final String id;

    private SqliteModelStore(Path file, Connection connection) throws SQLException {
        this.file = file;
        this.connection = connection;
        table = new ModelTable(connection);
        id = table.prepare();
    }

    /**
     * Opens the store, and creates it if there is none.
     *
     * @param file its folder is created; SQLite lays files with the same name and an ending beside it, which belong to
     *     it
     * @throws ModelStoreException if another process has it open, a newer version of this library wrote it, or it
     *     cannot be read or written
     */
    public static SqliteModelStore open(Path file) {
        Connection connection = null;
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            connection = settings().createConnection("jdbc:sqlite:" + file.toAbsolutePath());
            return new SqliteModelStore(file, connection);
        } catch (SQLException e) {
            close(connection);
            String busy = String.valueOf(e.getMessage()).contains("BUSY")
                    ? "; another process, or another store of this one, has it open"
                    : "";
            throw new ModelStoreException("cannot open the store " + file + busy + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new ModelStoreException("cannot make a folder for the store " + file, e);
        } catch (RuntimeException e) {
            close(connection);
            throw e;
        }
    }

    private static SQLiteConfig settings() {
        SQLiteConfig settings = new SQLiteConfig();
        settings.setJournalMode(SQLiteConfig.JournalMode.WAL);
        settings.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        settings.setLockingMode(SQLiteConfig.LockingMode.EXCLUSIVE);
        settings.setBusyTimeout(WAIT_MILLIS);
        return settings;
    }

    private static void close(@Nullable Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            // It was never used.
        }
    }

    @Override
    public Optional<String> id() {
        return Optional.of(id);
    }

    @Override
    public synchronized List<StoredModel> models() {
        return done(table::all);
    }

    @Override
    public synchronized void save(StoredModel model) {
        done(() -> {
            table.save(model);
            return true;
        });
    }

    @Override
    public synchronized void delete(String modelId) {
        done(() -> {
            table.delete(modelId);
            return true;
        });
    }

    @Override
    public synchronized boolean wasDeleted(String modelId) {
        return done(() -> table.wasDeleted(modelId));
    }

    @Override
    public synchronized void close() {
        done(() -> {
            connection.close();
            return true;
        });
    }

    private interface Work<T> {
        T run() throws SQLException;
    }

    private <T> T done(Work<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            throw new ModelStoreException("the store " + file + " fails: " + e.getMessage(), e);
        }
    }
}
