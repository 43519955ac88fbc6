package io.snet4j.internal.dataset;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes zips as they should be and, since every field can be set, as they should not. */
final class ZipMaker {
    static final class Entry {
        byte[] name = {};
        byte[] localName = {};
        byte[] data = {};
        int crc;
        long compressed;
        long bytes;
        int method = 8;
        int flags = 1 << 11;
        int madeBy = 20;
        int attributes;
        long offset = -1;
        byte[] extra = {};
    }

    private final List<Entry> entries = new ArrayList<>();
    private byte[] prefix = {};
    private byte[] comment = {};
    private boolean zip64;
    private int disk;
    private int entriesTooMany;

    ZipMaker add(String name, byte[] content) {
        return add(name, content, entry -> {});
    }

    ZipMaker add(String name, String content) {
        return add(name, content.getBytes(StandardCharsets.UTF_8));
    }

    ZipMaker stored(String name, byte[] content) {
        return add(name, content, entry -> {
            entry.method = 0;
            entry.data = content;
            entry.compressed = content.length;
        });
    }

    /** A deflated entry, changed before it is written. */
    ZipMaker add(String name, byte[] content, Consumer<Entry> change) {
        Entry entry = new Entry();
        entry.name = name.getBytes(StandardCharsets.UTF_8);
        entry.localName = entry.name;
        entry.data = deflate(content);
        entry.crc = crc(content);
        entry.compressed = entry.data.length;
        entry.bytes = content.length;
        change.accept(entry);
        entries.add(entry);
        return this;
    }

    ZipMaker symbolicLink(String name, String target) {
        return add(name, target.getBytes(StandardCharsets.UTF_8), entry -> {
            entry.madeBy = 3 << 8 | 20;
            entry.attributes = 0120777 << 16;
        });
    }

    ZipMaker prefix(byte[] bytes) {
        prefix = bytes;
        return this;
    }

    ZipMaker comment(byte[] bytes) {
        comment = bytes;
        return this;
    }

    ZipMaker zip64() {
        zip64 = true;
        return this;
    }

    ZipMaker disk(int number) {
        disk = number;
        return this;
    }

    ZipMaker announceMore(int count) {
        entriesTooMany = count;
        return this;
    }

    byte[] build() {
        var out = new ByteArrayOutputStream();
        List<Long> offsets = new ArrayList<>();
        for (Entry entry : entries) {
            offsets.add(entry.offset >= 0 ? entry.offset : out.size());
            ByteBuffer local = buffer(30);
            local.putInt(0x04034b50).putShort((short) 45).putShort((short) entry.flags);
            local.putShort((short) entry.method).putInt(0).putInt(entry.crc);
            local.putInt((int) entry.compressed).putInt((int) entry.bytes);
            local.putShort((short) entry.localName.length).putShort((short) 0);
            out.writeBytes(local.array());
            out.writeBytes(entry.localName);
            out.writeBytes(entry.data);
        }
        int start = out.size();
        for (int i = 0; i < entries.size(); i++) {
            directory(out, entries.get(i), offsets.get(i));
        }
        end(out, start);
        var all = new ByteArrayOutputStream();
        all.writeBytes(prefix);
        all.writeBytes(out.toByteArray());
        return all.toByteArray();
    }

    private void directory(ByteArrayOutputStream out, Entry entry, long offset) {
        byte[] extra = entry.extra;
        if (zip64) {
            extra = buffer(28)
                    .putShort((short) 1)
                    .putShort((short) 24)
                    .putLong(entry.bytes)
                    .putLong(entry.compressed)
                    .putLong(offset)
                    .array();
        }
        ByteBuffer header = buffer(46);
        header.putInt(0x02014b50)
                .putShort((short) entry.madeBy)
                .putShort((short) 45)
                .putShort((short) entry.flags);
        header.putShort((short) entry.method).putInt(0).putInt(entry.crc);
        header.putInt(zip64 ? -1 : (int) entry.compressed).putInt(zip64 ? -1 : (int) entry.bytes);
        header.putShort((short) entry.name.length)
                .putShort((short) extra.length)
                .putShort((short) 0);
        header.putShort((short) 0).putShort((short) 0).putInt(entry.attributes).putInt(zip64 ? -1 : (int) offset);
        out.writeBytes(header.array());
        out.writeBytes(entry.name);
        out.writeBytes(extra);
    }

    private void end(ByteArrayOutputStream out, int start) {
        int size = out.size() - start;
        int count = entries.size() + entriesTooMany;
        if (zip64) {
            long position = out.size();
            ByteBuffer end64 = buffer(56);
            end64.putInt(0x06064b50)
                    .putLong(44)
                    .putShort((short) 45)
                    .putShort((short) 45)
                    .putInt(0)
                    .putInt(0);
            end64.putLong(count).putLong(count).putLong(size).putLong(start);
            out.writeBytes(end64.array());
            out.writeBytes(buffer(20)
                    .putInt(0x07064b50)
                    .putInt(0)
                    .putLong(position)
                    .putInt(1)
                    .array());
        }
        ByteBuffer end = buffer(22);
        end.putInt(0x06054b50).putShort((short) disk).putShort((short) disk);
        short entriesHere = (short) (zip64 ? 0xffff : count);
        end.putShort(entriesHere).putShort(entriesHere);
        end.putInt(zip64 ? -1 : size).putInt(zip64 ? -1 : start).putShort((short) comment.length);
        out.writeBytes(end.array());
        out.writeBytes(comment);
    }

    static byte[] deflate(byte[] content) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setInput(content);
            deflater.finish();
            var out = new ByteArrayOutputStream();
            byte[] piece = new byte[8192];
            while (!deflater.finished()) {
                out.write(piece, 0, deflater.deflate(piece));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    static int crc(byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        return (int) crc.getValue();
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
