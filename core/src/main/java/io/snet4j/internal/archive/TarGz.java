package io.snet4j.internal.archive;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * Small texts in a gzipped tar archive: plain files with short names and no times, so that the same files give the same
 * archive. A library for this would weigh more than all of this module's own code.
 */
public final class TarGz {
    private TarGz() {}

    /**
     * @throws IllegalArgumentException unless each name is 1 to 100 ASCII letters, digits, points, dashes, underscores
     */
    public static byte[] of(Map<String, String> files) {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(archive)) {
            for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
                byte[] content = file.getValue().getBytes(UTF_8);
                out.write(header(file.getKey(), content.length));
                out.write(content);
                out.write(new byte[TarHeader.padding(content.length)]);
            }
            out.write(new byte[2 * TarHeader.BLOCK]);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return archive.toByteArray();
    }

    private static byte[] header(String name, int size) {
        if (!name.matches("[A-Za-z0-9._-]{1," + TarHeader.NAME_BYTES + "}")) {
            throw new IllegalArgumentException("no name for a file in an archive: \"" + name + "\"; expected 1 to "
                    + TarHeader.NAME_BYTES + " letters, digits, points, dashes and underscores, and no directory");
        }
        return TarHeader.write(name.getBytes(US_ASCII), '0', size);
    }
}
