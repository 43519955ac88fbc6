package io.snet4j.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {
    private final ModelFolder folder;

    ModelFolderTest(@TempDir Path root) {
        folder = new ModelFolder(root.resolve("model"));
    }

    @Test
    void whatIsOnTheDiskGetsItsLastName() throws IOException {
        Path making = ModelFolder.fresh(folder.making(1));
        Files.writeString(Files.createDirectories(making.resolve("deep")).resolve("learned"), "text");

        ModelFolder.publish(making, folder.artifacts(1));

        assertThat(making).doesNotExist();
        assertThat(folder.artifacts(1).resolve("deep/learned")).hasContent("text");
    }

    /** Guard: each file is brought to the disk before the folder is moved. A link to nowhere is one that cannot be. */
    @Test
    void aFileThatCannotBeBroughtToTheDiskKeepsTheFolderFromItsLastName() throws IOException {
        Path making = ModelFolder.fresh(folder.making(1));
        Files.writeString(making.resolve("learned"), "text");
        Files.createSymbolicLink(making.resolve("lost"), Path.of("nowhere"));

        assertThatThrownBy(() -> ModelFolder.publish(making, folder.artifacts(1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("lost");

        assertThat(folder.artifacts(1)).doesNotExist();
        assertThat(making.resolve("learned")).hasContent("text");
    }
}
