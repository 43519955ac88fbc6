package io.snet4j.internal.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.snet4j.dataset.DatasetProblem;
import io.snet4j.dataset.DatasetProblem.UnsafePath;
import io.snet4j.internal.dataset.ToolNames.Layout;
import io.snet4j.internal.dataset.ToolNames.Named;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Entry count, kinds, sizes and names of {@link ToolNames} are what Python's zipfile and tarfile see
 * ({@link PythonNamesIT} asks them). Ours differs on purpose in four things:
 *
 * <ul>
 *   <li>A name of ASCII, or of UTF-8 that is told, is a folder's if it ends with a backslash: .NET wrote such zips.
 *   <li>A link takes no bytes, while zipfile counts those of its target.
 *   <li>A name that is no UTF-8 has one character per byte, while zipfile takes code page 437 and tarfile escapes the
 *       bytes. A backslash in a name that is not ASCII, and whose encoding nobody told, may be half of a letter: it is
 *       shown as a wide one.
 *   <li>The name in UTF-8 that an entry of a zip has in an extra field wins; Python 3.11 does not look at it.
 * </ul>
 */
class PythonNamesTest {
    private static final List<String> ENCODINGS =
            List.of("UTF-8", "IBM437", "windows-1252", "Shift_JIS", "GBK", "Big5");

    private final Path folder;

    PythonNamesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    static Stream<Arguments> layouts() {
        return Stream.of(Layout.values())
                .flatMap(layout -> (layout == Layout.ZIP_TOLD ? Stream.of("UTF-8") : ENCODINGS.stream())
                        .map(encoding -> arguments(layout, Charset.forName(encoding))));
    }

    private record Seen(char kind, long size, String name) {}

    @ParameterizedTest
    @MethodSource("layouts")
    void anArchiveIsWhatPythonSees(Layout layout, Charset encoding) throws IOException {
        List<Named> python = ToolNames.written(layout, encoding);
        List<Seen> ours = ours(layout, ToolNames.archive(layout, encoding));

        assertThat(python).hasSizeGreaterThanOrEqualTo(layout == Layout.USTAR ? 97 : 100);
        assertThat(ours).hasSameSizeAs(python);
        for (int i = 0; i < python.size(); i++) {
            Named named = python.get(i);
            Seen seen = ours.get(i);
            boolean told = layout == Layout.ZIP_TOLD
                    || layout == Layout.ZIP_UNICODE_PATH
                    || layout == Layout.PAX && ToolNames.isRepeated(named.text());
            assertThat(seen.kind).as(named.text()).isEqualTo(kind(named, told));
            assertThat(seen.size).as(named.text()).isEqualTo(seen.kind == 'l' ? 0 : named.size());
            assertThat(seen.name).isEqualTo(layout == Layout.ZIP_UNICODE_PATH ? named.text() : shown(named, told));
        }
    }

    /** The first of the differences. */
    private static char kind(Named named, boolean told) {
        return switch (named.kind()) {
            case 'b' -> told || isAscii(named.name()) ? 'd' : 'f';
            // A hard link is one more name of a file.
            case 'h' -> 'f';
            default -> named.kind();
        };
    }

    private static boolean isAscii(byte[] name) {
        return new String(name, StandardCharsets.ISO_8859_1).chars().allMatch(c -> c < 0x80);
    }

    /** The third. */
    private static String shown(Named named, boolean told) {
        String text = new String(named.name(), StandardCharsets.UTF_8);
        if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), named.name())) {
            text = new String(named.name(), StandardCharsets.ISO_8859_1);
        }
        return told || isAscii(named.name()) ? text : text.replace('\\', '\uff3c');
    }

    private List<Seen> ours(Layout layout, byte[] archive) throws IOException {
        List<Seen> seen = new ArrayList<>();
        Findings watching = new Findings(DatasetRules.NONE) {
            @Override
            void entry(String name, boolean directory, long bytes) {
                seen.add(new Seen(directory ? 'd' : 'f', bytes, name));
            }

            @Override
            void file(DatasetProblem problem) {
                // All symbolic links here lead out, which is how they are known.
                assertThat(problem).isInstanceOf(UnsafePath.class);
                Seen last = seen.remove(seen.size() - 1);
                seen.add(new Seen('l', last.size, last.name));
            }
        };
        UnpackLimit limit = new UnpackLimit(archive.length);
        if (layout.isZip()) {
            Path file = Files.write(folder.resolve("names.zip"), archive);
            try (FileChannel channel = FileChannel.open(file)) {
                FileWindow window = new FileWindow(channel, archive.length, 1 << 18, (bytes, total) -> {});
                new ZipCheck(window, window, limit, watching).run();
            }
        } else {
            new TarCheck(new ByteArrayInputStream(archive), limit, watching).run();
        }
        return seen;
    }
}
