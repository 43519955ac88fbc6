package io.snet4j.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.snet4j.registry.ProtoFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProtoArchiveTest {
    private static List<String> problems(Map<String, String> files) {
        try {
            ProtoArchive.of(files);
            return List.of();
        } catch (InvalidFileException e) {
            return e.problems().stream().map(FileProblem::toString).toList();
        }
    }

    @Test
    void theSameFilesGiveTheSameBytesWheneverAndInWhateverOrderTheyWereWritten(@TempDir Path folder)
            throws IOException {
        Files.writeString(folder.resolve("b.proto"), "syntax = \"proto3\";");
        Files.writeString(folder.resolve("a.proto"), "// ä\n");
        Files.writeString(folder.resolve("README.md"), "not packed");
        ProtoArchive first = ProtoArchive.ofFolder(folder);
        Files.setLastModifiedTime(folder.resolve("a.proto"), FileTime.fromMillis(0));

        assertThat(ProtoArchive.ofFolder(folder).bytes())
                .isEqualTo(first.bytes())
                .isEqualTo(ProtoArchive.of(Map.of("a.proto", "// ä\n", "b.proto", "syntax = \"proto3\";"))
                        .bytes());
        assertThat(ProtoFile.unpack("s", first.bytes())).isEqualTo(first.files());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.txt", "../a.proto", "x/a.proto", "a b.proto", ".proto", "ä.proto", "a\n.proto"})
    void aNameThatDaemonsOrClientsDoNotTakeIsRefused(String name) {
        assertThat(problems(Map.of(name, "", "b.proto", "")))
                .singleElement()
                .asString()
                .contains("expected a name of letters");
    }

    @Test
    void nothingAndTooMuchAreRefusedWithAllReasons() {
        assertThat(problems(Map.of())).containsExactly("there is no file *.proto");
        Map<String, String> many = new TreeMap<>();
        for (int i = 0; i < 501; i++) {
            many.put("f" + i + ".proto", "");
        }
        many.put("big.proto", "a".repeat((1 << 20) + 1));
        for (int i = 0; i < 4; i++) {
            many.put("f" + i + ".proto", "a".repeat(1 << 20));
        }
        assertThat(problems(many))
                .hasSize(3)
                .allMatch(problem -> problem.contains("at most") || problem.contains("MiB"));
    }

    @Test
    void filesBelowTheFolderAndFilesInAnotherEncodingAreNamed(@TempDir Path folder) throws IOException {
        Files.createDirectory(folder.resolve("deep"));
        Files.writeString(folder.resolve("deep/a.proto"), "");
        assertThatExceptionOfType(InvalidFileException.class)
                .isThrownBy(() -> ProtoArchive.ofFolder(folder))
                .withMessageContaining("deep/a.proto: expected a name");

        Files.write(folder.resolve("latin.proto"), new byte[] {(byte) 0xe4});
        assertThatExceptionOfType(InvalidFileException.class)
                .isThrownBy(() -> ProtoArchive.ofFolder(folder))
                .withMessageContaining("latin.proto: is not written in UTF-8");
        assertThatExceptionOfType(InvalidFileException.class)
                .isThrownBy(() -> ProtoArchive.ofFolder(folder.resolve("nowhere")))
                .withMessageContaining("cannot be read");
    }
}
