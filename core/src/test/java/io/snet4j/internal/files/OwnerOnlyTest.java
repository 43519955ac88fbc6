package io.snet4j.internal.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.errors.InvalidRequestException;
import io.snet4j.identity.Identity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("looks at what is logged")
class OwnerOnlyTest {
    private final Path folder;

    OwnerOnlyTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private Path folder(String name, String permissions) throws IOException {
        return Files.setPosixFilePermissions(
                Files.createDirectories(folder.resolve(name)), PosixFilePermissions.fromString(permissions));
    }

    @Test
    void allFoldersThatAreMadeAreTheirOwners() throws IOException {
        OwnerOnly.createFolders(folder.resolve("state/a/b"), 2);

        assertThat(permissions(folder.resolve("state"))).isEqualTo("rwx------");
        assertThat(permissions(folder.resolve("state/a"))).isEqualTo("rwx------");
        assertThat(permissions(folder.resolve("state/a/b"))).isEqualTo("rwx------");
    }

    @Test
    void openFoldersOfOursAreClosedAndTheUsersStayAsTheyAre() throws IOException {
        folder("state", "rwxr-xr-x");
        folder("state/a", "rwxrwxrwx");
        folder("state/a/b", "rwxr-x---");

        OwnerOnly.createFolders(folder.resolve("state/a/b"), 2);

        assertThat(permissions(folder.resolve("state"))).isEqualTo("rwxr-xr-x");
        assertThat(permissions(folder.resolve("state/a"))).isEqualTo("rwx------");
        assertThat(permissions(folder.resolve("state/a/b"))).isEqualTo("rwx------");
    }

    @Test
    void whatALinkLeadsToKeepsItsPermissions() throws IOException {
        Path elsewhere = folder("elsewhere", "rwxr-xr-x");
        Files.createSymbolicLink(folder.resolve("link"), elsewhere);

        OwnerOnly.createFolders(folder.resolve("link"), 1);

        assertThat(permissions(elsewhere)).isEqualTo("rwxr-xr-x");
    }

    @Test
    void aNewFileIsItsOwnersAndIsNotMadeThroughALink() throws IOException {
        Path file = folder.resolve("file");
        OwnerOnly.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)
                .close();
        assertThat(permissions(file)).isEqualTo("rw-------");

        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("target"));
        assertThatThrownBy(() -> OwnerOnly.open(link, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(folder.resolve("target")).doesNotExist();
    }

    private static String logged(Runnable action) {
        PrintStream before = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            action.run();
        } finally {
            System.setErr(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private Path keystore(String permissions) throws IOException {
        return Files.setPosixFilePermissions(
                Files.writeString(folder.resolve("key.json"), "{}"), PosixFilePermissions.fromString(permissions));
    }

    private static void read(Path keystore) {
        assertThatThrownBy(() -> Identity.ofKeystore(keystore, new char[0]))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void aKeyFileThatOthersCanReadBringsOneWarning() throws IOException {
        Path keystore = keystore("rw-r-----");

        String told = logged(() -> {
            read(keystore);
            read(keystore);
        });

        assertThat(told.lines()).singleElement().asString().contains("WARN").contains("the keystore " + keystore);
    }

    @Test
    void aKeyFileThatOnlyItsOwnerCanReadBringsNone() throws IOException {
        Path keystore = keystore("rw-------");

        assertThat(logged(() -> read(keystore))).isEmpty();
    }
}
