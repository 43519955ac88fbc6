package io.snet4j.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.snet4j.dataset.DatasetProblem.ArchiveBomb;
import io.snet4j.dataset.DatasetProblem.ArchiveTooLarge;
import io.snet4j.dataset.DatasetProblem.Changed;
import io.snet4j.dataset.DatasetProblem.Damaged;
import io.snet4j.dataset.DatasetProblem.DuplicateFile;
import io.snet4j.dataset.DatasetProblem.Encrypted;
import io.snet4j.dataset.DatasetProblem.FileTooLarge;
import io.snet4j.dataset.DatasetProblem.MoreProblems;
import io.snet4j.dataset.DatasetProblem.NoFiles;
import io.snet4j.dataset.DatasetProblem.TooManyFiles;
import io.snet4j.dataset.DatasetProblem.Unreadable;
import io.snet4j.dataset.DatasetProblem.UnsafePath;
import io.snet4j.dataset.DatasetProblem.UnsupportedCompression;
import io.snet4j.dataset.DatasetProblem.WrongArchiveType;
import io.snet4j.dataset.DatasetProblem.WrongFileType;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DatasetProblemTest {
    static Stream<Arguments> sentences() {
        List<String> types = List.of("png", "jpg");
        return Stream.of(
                arguments(
                        new ArchiveTooLarge(11534336, 10485760),
                        "the archive has 11 MiB; the service takes at most 10 MiB"),
                arguments(
                        new WrongArchiveType("tar", List.of("zip")),
                        "the dataset is a tar by its content; the service takes zip"),
                arguments(new TooManyFiles(3, 2), "the archive has 3 files; the service takes at most 2"),
                arguments(new NoFiles(), "the archive holds no files"),
                arguments(
                        new FileTooLarge("a.png", 1025, 1023),
                        "a.png has 1.00 KiB (1025 bytes); the service takes at most 1023 bytes in one file"),
                arguments(new WrongFileType("a.exe", "exe", types), "a.exe is of type exe; the service takes png, jpg"),
                arguments(
                        new WrongFileType("LICENSE", "", types),
                        "LICENSE has no file type; the service takes png, jpg"),
                arguments(new UnsafePath("../a", "reason"), "../a is not safe to unpack: reason"),
                arguments(new DuplicateFile("a"), "a is in the archive more than once"),
                arguments(new Encrypted("a"), "a is encrypted; pack it without a password"),
                arguments(
                        new UnsupportedCompression("a", "lzma"),
                        "a is compressed with lzma; pack it with deflate or uncompressed"),
                arguments(new Damaged("a", "reason"), "a is damaged: reason"),
                arguments(
                        new ArchiveBomb(1, 1L << 50, 1L << 40),
                        "the archive looks like a zip bomb: 1 byte unpack to at least 1 PiB, " + "over 1 TiB"),
                arguments(new Unreadable("reason"), "the archive cannot be read: reason"),
                arguments(new Changed("reason"), "the dataset changed while in use: reason"),
                arguments(new MoreProblems(7), "and 7 more of the kinds above"));
    }

    @ParameterizedTest
    @MethodSource("sentences")
    void everyProblemNamesTheFileTheValueAndTheLimit(DatasetProblem problem, String sentence) {
        assertThat(problem.describe()).isEqualTo(sentence);
    }

    @Test
    void everyKindHasItsSentenceHere() {
        Set<Class<?>> covered = sentences().map(row -> row.get()[0].getClass()).collect(Collectors.toSet());
        assertThat(covered).isEqualTo(Set.of(DatasetProblem.class.getPermittedSubclasses()));
    }

    @Test
    void aNameFromAnArchiveCannotWriteToTheTerminalNorFillIt() {
        String name = "a\u001b[31m\n\u202egnp.exe" + "x".repeat(60_000);
        assertThat(new Encrypted(name).describe())
                .startsWith("a\\u001b[31m\\n\\u202egnp.exexxx")
                .hasSizeLessThan(400)
                .contains("…");
    }

    @Test
    void manyProblemsAreOneTextWithALineEach() {
        assertThat(DatasetProblem.describeAll(List.of(new NoFiles(), new Encrypted("a"))))
                .isEqualTo("the archive holds no files\na is encrypted; pack it without a password");
    }
}
