package io.snet4j.registry;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * Small texts in a gzipped tar archive: plain files with short names and no times, so that the same files give the same
 * archive. A library for this would weigh more than all of this module's own code.
 */
final class TarGz {
    private static final int BLOCK = 512;
    private static final int MAX_NAME = 100;

    private TarGz() {}

    /** @throws IllegalArgumentException unless each name is 1 to 100 ASCII letters, digits, points, dashes, underscores */
    static byte[] of(Map<String, String> files) {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(archive)) {
            for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
                byte[] content = file.getValue().getBytes(UTF_8);
                out.write(header(file.getKey(), content.length));
                out.write(content);
                out.write(new byte[Math.floorMod(-content.length, BLOCK)]);
            }
            out.write(new byte[2 * BLOCK]);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return archive.toByteArray();
    }

    /** The ustar format of POSIX.1-1988: fields at fixed places, numbers in octal text. */
    private static byte[] header(String name, int size) {
        if (!name.matches("[A-Za-z0-9._-]{1," + MAX_NAME + "}")) {
            throw new IllegalArgumentException("no name for a file in an archive: \"" + name + "\"; expected 1 to "
                    + MAX_NAME + " letters, digits, points, dashes and underscores, and no directory");
        }
        byte[] header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 100, "0000644");
        put(header, 108, "0000000");
        put(header, 116, "0000000");
        put(header, 124, octal(size, 11));
        put(header, 136, octal(0, 11));
        put(header, 148, "        "); // the checksum counts itself as spaces
        put(header, 156, "0");
        put(header, 257, "ustar\00000");
        int sum = 0;
        for (byte b : header) {
            sum += b;
        }
        put(header, 148, octal(sum, 6) + "\0 ");
        return header;
    }

    private static void put(byte[] header, int offset, String text) {
        byte[] bytes = text.getBytes(US_ASCII);
        System.arraycopy(bytes, 0, header, offset, bytes.length);
    }

    private static String octal(int value, int digits) {
        return String.format(Locale.ROOT, "%0" + digits + "o", value);
    }
}
