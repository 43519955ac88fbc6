package io.snet4j.internal.dataset;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

/** Writes tars header by header, right or wrong; independent of the writer that is under test. */
final class TarMaker {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    TarMaker file(String name, byte[] content) {
        return entry(name, '0', "", content, block -> {});
    }

    TarMaker file(String name, String content) {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    TarMaker directory(String name) {
        return entry(name, '5', "", new byte[0], block -> {});
    }

    TarMaker link(String name, char type, String target) {
        return entry(name, type, target, new byte[0], block -> {});
    }

    /** GNU's way to a long name: an entry that holds it, in front of the real one. */
    TarMaker gnuLong(char type, String text) {
        return entry("././@LongLink", type, "", (text + "\0").getBytes(StandardCharsets.UTF_8), block -> {});
    }

    TarMaker pax(String records) {
        return entry("PaxHeader", 'x', "", records.getBytes(StandardCharsets.UTF_8), block -> {});
    }

    TarMaker pax(byte[]... records) {
        var all = new ByteArrayOutputStream();
        for (byte[] record : records) {
            all.writeBytes(record);
        }
        return entry("PaxHeader", 'x', "", all.toByteArray(), block -> {});
    }

    /** To a header that is not POSIX's but GNU's. */
    static void gnu(byte[] block) {
        put(block, 257, "ustar  \0");
    }

    /** @param change of the header, before its checksum */
    TarMaker entry(String name, char type, String link, byte[] content, Consumer<byte[]> change) {
        byte[] block = new byte[512];
        put(block, 0, name);
        put(block, 100, "0000644\0");
        put(block, 124, String.format("%011o", content.length));
        put(block, 136, "00000000000");
        block[156] = (byte) type;
        put(block, 157, link);
        put(block, 257, "ustar");
        put(block, 263, "00");
        change.accept(block);
        put(block, 148, "        ");
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        put(block, 148, String.format("%06o\0 ", sum));
        out.writeBytes(block);
        out.writeBytes(content);
        out.writeBytes(new byte[-content.length & 511]);
        return this;
    }

    TarMaker raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    byte[] withoutEnd() {
        return out.toByteArray();
    }

    byte[] build() {
        out.writeBytes(new byte[1024]);
        return out.toByteArray();
    }

    byte[] gzip() {
        return gzip(build());
    }

    static byte[] gzip(byte[] bytes) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    static void put(byte[] block, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }
}
