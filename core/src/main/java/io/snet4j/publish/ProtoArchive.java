package io.snet4j.publish;

import io.snet4j.internal.archive.TarGz;
import io.snet4j.internal.text.SizeText;
import io.snet4j.registry.ProtoFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The proto files of a service's API, packed as daemons and clients take them: a tar.gz of plain files, no folders. The
 * same files give the same bytes, and so the same name in content storage. Immutable.
 *
 * @since 0.1.0
 */
public final class ProtoArchive {
    private static final String WHAT = "API";
    private static final String SUFFIX = ".proto";
    private static final String NAME = "[A-Za-z0-9._-]{1,94}\\.proto";
    private static final int MAX_FILES = 500;
    private static final int MAX_FILE_BYTES = 1 << 20;
    private static final int MAX_BYTES = 4 << 20;

    private final Map<String, String> files;
    private final byte[] bytes;

    private ProtoArchive(Map<String, String> files) {
        this.files = Collections.unmodifiableMap(new TreeMap<>(files));
        this.bytes = TarGz.of(this.files);
    }

    /**
     * @param files texts by file name; daemons add their own {@code training.proto}
     * @throws InvalidFileException if there is none, more than 500, one above 1 MiB, more than 4 MiB in all, or a name
     *     is not 1 to 100 letters, digits, points, dashes and underscores that end in {@code .proto}
     */
    public static ProtoArchive of(Map<String, String> files) {
        List<FileProblem> problems = new ArrayList<>();
        long bytes = 0;
        for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
            int size = file.getValue().getBytes(StandardCharsets.UTF_8).length;
            bytes += size;
            if (!file.getKey().matches(NAME)) {
                problems.add(new FileProblem(
                        file.getKey(),
                        "expected a name of letters, digits, points, dashes and underscores that ends in .proto, and no"
                                + " folder: daemons and clients know none"));
            } else if (size > MAX_FILE_BYTES) {
                problems.add(new FileProblem(file.getKey(), SizeText.tooLarge(size, MAX_FILE_BYTES)));
            }
        }
        if (files.isEmpty()) {
            problems.add(new FileProblem("", "there is no file *.proto"));
        }
        if (files.size() > MAX_FILES) {
            problems.add(new FileProblem("", "there are " + files.size() + " files, at most " + MAX_FILES + " fit"));
        }
        if (bytes > MAX_BYTES) {
            problems.add(new FileProblem("", "all files together are " + SizeText.tooLarge(bytes, MAX_BYTES)));
        }
        require(problems);
        return new ProtoArchive(files);
    }

    /**
     * Reads all files {@code *.proto} of a folder.
     *
     * @throws InvalidFileException as {@link #of}; also if a folder in it has such files, or one cannot be read or is
     *     not in UTF-8
     */
    public static ProtoArchive ofFolder(Path folder) {
        List<FileProblem> problems = new ArrayList<>();
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> found = Files.find(
                folder,
                16,
                (path, attributes) ->
                        attributes.isRegularFile() && path.toString().endsWith(SUFFIX))) {
            found.sorted().limit(MAX_FILES + 1L).forEach(path -> read(folder, path, files, problems));
        } catch (IOException | UncheckedIOException e) {
            problems.add(new FileProblem("", "the folder " + folder + " cannot be read: " + e.getMessage()));
        }
        require(problems);
        return of(files);
    }

    private static void read(Path folder, Path path, Map<String, String> files, List<FileProblem> problems) {
        String name = folder.relativize(path).toString();
        try {
            long size = Files.size(path);
            if (size > MAX_FILE_BYTES) {
                problems.add(new FileProblem(name, SizeText.tooLarge(size, MAX_FILE_BYTES)));
            } else {
                files.put(name, text(Files.readAllBytes(path)));
            }
        } catch (CharacterCodingException e) {
            problems.add(new FileProblem(name, "is not written in UTF-8"));
        } catch (IOException e) {
            problems.add(new FileProblem(name, "cannot be read: " + e.getMessage()));
        }
    }

    private static String text(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    private static void require(List<FileProblem> problems) {
        if (!problems.isEmpty()) {
            throw new InvalidFileException(WHAT, problems);
        }
    }

    /** By name. */
    public List<ProtoFile> files() {
        return files.entrySet().stream()
                .map(file -> new ProtoFile(file.getKey(), file.getValue()))
                .toList();
    }

    /** Whether an archive that was unpacked holds the same, in whatever order. */
    static boolean isSame(List<ProtoFile> unpacked, ProtoArchive archive) {
        Map<String, String> texts = new TreeMap<>();
        unpacked.forEach(file -> texts.put(file.path(), file.text()));
        return texts.size() == unpacked.size() && texts.equals(archive.files);
    }

    /** What is stored. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ProtoArchive that && files.equals(that.files);
    }

    @Override
    public int hashCode() {
        return files.hashCode();
    }

    @Override
    public String toString() {
        return "ProtoArchive" + files.keySet();
    }
}
