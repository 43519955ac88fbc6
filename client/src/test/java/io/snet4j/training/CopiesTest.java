package io.snet4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.dataset.DatasetContent;
import io.snet4j.dataset.DatasetHost;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.internal.dataset.ArchiveType;
import io.snet4j.internal.dataset.DatasetPacker;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of a user's dataset are nobody else's to read, and are written nowhere else. */
class CopiesTest {
    private static final class Content implements DatasetContent {
        @Override
        public String fileName() {
            return "a.zip";
        }

        @Override
        public long size() {
            return 3;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(new byte[3]);
        }
    }

    @Test
    void aHostedCopyIsForItsOwnerOnly(@TempDir Path folder) throws IOException {
        try (DatasetHost host = DatasetHost.folder(folder);
                Stream<Path> files = listed(host, folder)) {
            List<Path> copies = files.toList();
            assertThat(copies).hasSize(1);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copies.get(0))))
                    .isEqualTo("rw-------");
        }
    }

    private static Stream<Path> listed(DatasetHost host, Path folder) throws IOException {
        host.host(new Content(), Duration.ofSeconds(20));
        return Files.list(folder);
    }

    @Test
    void aPackedCopyIsNotWrittenThroughALink(@TempDir Path folder) throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.writeString(data.resolve("a.txt"), "x");
        Path victim = Files.writeString(folder.resolve("victim"), "precious");
        Path link = Files.createSymbolicLink(folder.resolve("link"), victim);

        assertThatThrownBy(() -> DatasetPacker.pack(data, link, ArchiveType.ZIP, progress -> {}))
                .isInstanceOf(InvalidRequestException.class);
        assertThat(victim).hasContent("precious");
    }
}
