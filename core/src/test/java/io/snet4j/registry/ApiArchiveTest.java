package io.snet4j.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.snet4j.errors.MetadataException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApiArchiveTest {
    private static List<ProtoFile> read(byte[] archive) {
        return ApiArchive.read("service \"example/digits\"", archive);
    }

    @Test
    void whatWasPackedIsUnpacked() {
        assertThat(read(TarGz.of(Map.of("a.proto", "// ä", "b.proto", "", "readme.md", "# x"))))
                .containsExactly(new ProtoFile("a.proto", "// ä"), new ProtoFile("b.proto", ""));
    }

    @Test
    void aTruncatedArchiveIsRefused() {
        byte[] archive = TarGz.of(Map.of("a.proto", "x".repeat(5000)));

        for (int length = 3; length < archive.length; length++) {
            byte[] truncated = Arrays.copyOf(archive, length);
            assertThatExceptionOfType(MetadataException.class)
                    .isThrownBy(() -> read(truncated))
                    .withMessageStartingWith("the API archive of service \"example/digits\" cannot be used: ");
        }
    }

    @Test
    void whatIsNoArchiveIsRefused() {
        assertThatExceptionOfType(MetadataException.class)
                .isThrownBy(() -> read("<html>".repeat(100).getBytes(UTF_8)));
        assertThatExceptionOfType(MetadataException.class).isThrownBy(() -> read(new byte[0]));
    }
}
