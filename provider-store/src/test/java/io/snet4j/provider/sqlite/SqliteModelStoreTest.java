package io.snet4j.provider.sqlite;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.provider.store.ModelStore;
import io.snet4j.provider.store.ModelStoreException;
import io.snet4j.provider.testing.ModelStoreContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteModelStoreTest extends ModelStoreContract {
    private final Path file;

    SqliteModelStoreTest(@TempDir Path folder) {
        file = folder.resolve("new/models.db");
    }

    @Override
    protected ModelStore open() {
        return SqliteModelStore.open(file);
    }

    @Override
    protected ModelStore reopen(ModelStore before) {
        before.close();
        return open();
    }

    @Test
    void twoDoNotShareAFile() {
        assertThatThrownBy(this::open)
                .isInstanceOf(ModelStoreException.class)
                .hasMessageContaining("models.db; another process, or another store of this one, has it open");
    }

    @Test
    void aStoreOfANewerVersionIsNotTouched(@TempDir Path other) throws Exception {
        Path newer = other.resolve("newer.db");
        SqliteModelStore.open(newer).close();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + newer);
                var change = connection.createStatement()) {
            change.executeUpdate("UPDATE store SET version = 2");
        }

        assertThatThrownBy(() -> SqliteModelStore.open(newer))
                .isInstanceOf(ModelStoreException.class)
                .hasMessageContaining("of version 2");
    }

    @Test
    void whatIsNoStoreIsRefusedWithItsName(@TempDir Path other) throws Exception {
        Path text = Files.writeString(other.resolve("text.db"), "no database".repeat(1000));

        assertThatThrownBy(() -> SqliteModelStore.open(text))
                .isInstanceOf(ModelStoreException.class)
                .hasMessageContaining("text.db");
    }
}
