package io.snet4j.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** Makes tar archives of whatever is asked for, however hostile. */
final class TarBuilder {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    TarBuilder file(String name, String content) {
        return entry(name, '0', content.getBytes(UTF_8));
    }

    TarBuilder entry(String name, char type, byte[] content) {
        return entry(name.getBytes(UTF_8), type, String.format(Locale.ROOT, "%011o", content.length), content);
    }

    /** @param size as the header says it, whatever follows */
    TarBuilder entry(byte[] name, char type, String size, byte[] content) {
        byte[] header = new byte[512];
        System.arraycopy(name, 0, header, 0, Math.min(name.length, 100));
        put(header, 100, "0000644");
        put(header, 124, size);
        put(header, 136, "00000000000");
        header[156] = (byte) type;
        put(header, 257, "ustar\00000");
        mendChecksum(header, 0);
        out.writeBytes(header);
        return raw(content).raw(new byte[Math.floorMod(-content.length, 512)]);
    }

    TarBuilder pax(String key, String value) {
        return entry("PaxHeaders/x", 'x', paxLine(key, value).getBytes(UTF_8));
    }

    static String paxLine(String key, String value) {
        int rest = (" " + key + "=" + value + "\n").getBytes(UTF_8).length;
        int length = rest + String.valueOf(rest).length();
        length = rest + String.valueOf(length).length();
        return length + " " + key + "=" + value + "\n";
    }

    TarBuilder raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** With the two empty blocks that end an archive. */
    byte[] tar() {
        return raw(new byte[1024]).unfinished();
    }

    byte[] unfinished() {
        return out.toByteArray();
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return packed.toByteArray();
    }

    /** Of all blocks that could be headers, so that damage in them is read and not just noticed. */
    static void mendChecksums(byte[] tar) {
        for (int at = 0; at + 512 <= tar.length; at += 512) {
            if (tar[at] != 0 && tar[at + 257] == 'u') {
                mendChecksum(tar, at);
            }
        }
    }

    private static void mendChecksum(byte[] tar, int at) {
        int sum = 8 * ' ';
        for (int i = 0; i < 512; i++) {
            sum += i >= 148 && i < 156 ? 0 : tar[at + i] & 0xff;
        }
        put(tar, at + 148, String.format(Locale.ROOT, "%06o\0 ", sum));
    }

    private static void put(byte[] header, int offset, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        System.arraycopy(bytes, 0, header, offset, bytes.length);
    }
}
