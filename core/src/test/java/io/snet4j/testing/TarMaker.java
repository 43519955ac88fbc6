package io.snet4j.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

/** Writes tars header by header, right or wrong; independent of the readers and the writer that are under test. */
public final class TarMaker {
    private static final int BLOCK = 512;
    private static final int CHECKSUM = 148;
    private static final int MAGIC = 257;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public TarMaker file(String name, byte[] content) {
        return entry(name, '0', content);
    }

    public TarMaker file(String name, String content) {
        return file(name, content.getBytes(UTF_8));
    }

    public TarMaker directory(String name) {
        return entry(name, '5', new byte[0]);
    }

    public TarMaker link(String name, char type, String target) {
        return entry(name, type, target, new byte[0], block -> {});
    }

    /** GNU's way to a long name: an entry that holds it, in front of the real one. */
    public TarMaker gnuLong(char type, String text) {
        return entry("././@LongLink", type, (text + "\0").getBytes(UTF_8));
    }

    public TarMaker pax(String records) {
        return pax(records.getBytes(UTF_8));
    }

    public TarMaker pax(byte[]... records) {
        var all = new ByteArrayOutputStream();
        for (byte[] record : records) {
            all.writeBytes(record);
        }
        return entry("PaxHeader", 'x', all.toByteArray());
    }

    public TarMaker pax(String key, String value) {
        return pax(paxLine(key, value));
    }

    public static String paxLine(String key, String value) {
        int rest = (" " + key + "=" + value + "\n").getBytes(UTF_8).length;
        int length = rest + String.valueOf(rest).length();
        length = rest + String.valueOf(length).length();
        return length + " " + key + "=" + value + "\n";
    }

    /** To a header that is not POSIX's but GNU's. */
    public static void gnu(byte[] block) {
        put(block, MAGIC, "ustar  \0");
    }

    public TarMaker entry(String name, char type, byte[] content) {
        return entry(name, type, "", content, block -> {});
    }

    /** @param change of the header, before its checksum */
    public TarMaker entry(String name, char type, String link, byte[] content, Consumer<byte[]> change) {
        byte[] block = header(name.getBytes(UTF_8), type, octal(content.length));
        put(block, 157, link);
        change.accept(block);
        return entry(block, content);
    }

    /** @param size as the header says it, whatever follows */
    public TarMaker entry(byte[] name, char type, String size, byte[] content) {
        return entry(header(name, type, size), content);
    }

    private TarMaker entry(byte[] header, byte[] content) {
        return raw(seal(header)).raw(content).raw(new byte[Math.floorMod(-content.length, BLOCK)]);
    }

    /** One that says this size, whatever follows. */
    public static byte[] header(String name, char type, long size) {
        return seal(header(name.getBytes(UTF_8), type, octal(size)));
    }

    private static byte[] header(byte[] name, char type, String size) {
        byte[] header = new byte[BLOCK];
        System.arraycopy(name, 0, header, 0, Math.min(name.length, 100));
        put(header, 100, "0000644\0");
        put(header, 124, size);
        put(header, 136, "00000000000");
        header[156] = (byte) type;
        put(header, MAGIC, "ustar\00000");
        return header;
    }

    private static String octal(long size) {
        return String.format(Locale.ROOT, "%011o", size);
    }

    /** Makes the checksum right. */
    public static byte[] seal(byte[] header) {
        seal(header, 0);
        return header;
    }

    private static void seal(byte[] tar, int at) {
        put(tar, at + CHECKSUM, "        ");
        int sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += tar[at + i] & 0xff;
        }
        put(tar, at + CHECKSUM, String.format(Locale.ROOT, "%06o\0 ", sum));
    }

    /** Of all blocks that could be headers, so that damage in them is read and not just noticed. */
    public static void mendChecksums(byte[] tar) {
        for (int at = 0; at + BLOCK <= tar.length; at += BLOCK) {
            if (tar[at] != 0 && tar[at + MAGIC] == 'u') {
                seal(tar, at);
            }
        }
    }

    public TarMaker raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    public byte[] withoutEnd() {
        return out.toByteArray();
    }

    /** With the two empty blocks that end an archive. */
    public byte[] build() {
        return raw(new byte[2 * BLOCK]).withoutEnd();
    }

    public byte[] gzip() {
        return gzip(build());
    }

    public static byte[] gzip(byte[] bytes) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return packed.toByteArray();
    }

    public static void put(byte[] block, int at, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }
}
