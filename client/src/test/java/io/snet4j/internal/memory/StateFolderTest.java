package io.snet4j.internal.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.snet4j.scripted.World;
import io.snet4j.testing.FakeChain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may read what is kept, and that it is written where it belongs. */
class StateFolderTest {
    private static final Path NAME = Path.of("marks.json");

    private final Path directory;
    private final StateFolder folder;

    StateFolderTest(@TempDir Path directory) {
        this.directory = directory;
        this.folder = StateFolder.of(directory.resolve("state"), 31337, FakeChain.ESCROW, World.PAYER.address());
    }

    private void update() throws IOException {
        folder.update(NAME, before -> JsonNodeFactory.instance.objectNode().put("a", 1));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void foldersAndFilesAreForTheirOwnerOnly() throws IOException {
        update();

        try (Stream<Path> all = Files.walk(directory.resolve("state"))) {
            for (Path path : all.toList()) {
                assertThat(permissions(path))
                        .as(path.toString())
                        .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
            }
        }
    }

    @Test
    void subFoldersOfAnEarlierVersionAreClosedToOthers() throws IOException {
        Files.createDirectories(folder.path());
        Files.setPosixFilePermissions(folder.path(), PosixFilePermissions.fromString("rwxr-xr-x"));

        update();

        assertThat(permissions(folder.path())).isEqualTo("rwx------");
    }

    @Test
    void aLinkInPlaceOfTheNewFileIsNotFollowed() throws IOException {
        update();
        Path victim = Files.writeString(directory.resolve("victim"), "precious");
        Files.createSymbolicLink(folder.path().resolve(NAME + ".new"), victim);

        update();

        assertThat(victim).hasContent("precious");
        assertThat(folder.path().resolve(NAME)).isRegularFile();
    }

    @Test
    void aLinkInPlaceOfTheFileIsReplacedAndNotFollowed() throws IOException {
        update();
        Path victim = Files.writeString(directory.resolve("victim"), "{\"precious\": 1}");
        Files.delete(folder.path().resolve(NAME));
        Files.createSymbolicLink(folder.path().resolve(NAME), victim);

        update();

        assertThat(victim).hasContent("{\"precious\": 1}");
        assertThat(Files.isSymbolicLink(folder.path().resolve(NAME))).isFalse();
    }

    @Test
    void aLinkInPlaceOfTheLockIsNotFollowed() throws IOException {
        update();
        Path victim = directory.resolve("victim");
        Files.delete(folder.path().resolve("lock"));
        Files.createSymbolicLink(folder.path().resolve("lock"), victim);

        assertThatThrownBy(this::update).isInstanceOf(IOException.class);
        assertThat(victim).doesNotExist();
    }
}
