package io.snet4j.internal.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/** One entry of a zip's directory (APPNOTE 4.3.12). Sizes and offset are untrusted, but never negative. */
record ZipEntryHeader(
        byte[] rawName,
        String name,
        int flags,
        int method,
        int crc,
        long compressedBytes,
        long bytes,
        long localHeader,
        int unixMode,
        int headerBytes) {
    static final int FIXED_BYTES = 46;
    static final int STORED = 0;
    static final int DEFLATED = 8;
    private static final int UTF8_FLAG = 1 << 11;
    private static final int AES = 99;
    private static final Map<Integer, String> METHODS = Map.ofEntries(
            Map.entry(1, "shrink"),
            Map.entry(6, "implode"),
            Map.entry(9, "deflate64"),
            Map.entry(12, "bzip2"),
            Map.entry(14, "lzma"),
            Map.entry(93, "zstd"),
            Map.entry(95, "xz"),
            Map.entry(98, "ppmd"));
    private static final int UNIX = 3;
    private static final int MACOS = 19;
    private static final int TYPE_MASK = 0170000;
    private static final int DIRECTORY = 0040000;
    private static final int FILE = 0100000;
    private static final int LINK = 0120000;

    /** What zip read from a pipe, its own input perhaps, is a file to all who unpack it. */
    private static final int PIPE = 0010000;

    static ZipEntryHeader read(FileWindow file, long position, long directoryEnd) throws IOException {
        ByteBuffer fixed = file.at(position, FIXED_BYTES);
        if (fixed.getInt(0) != ZipDirectory.ENTRY) {
            throw new UnreadableArchiveException("corrupt: no entry in the list of entries at byte " + position);
        }
        int nameBytes = fixed.getShort(28) & 0xffff;
        int extraBytes = fixed.getShort(30) & 0xffff;
        int headerBytes = FIXED_BYTES + nameBytes + extraBytes + (fixed.getShort(32) & 0xffff);
        if (headerBytes > directoryEnd - position) {
            throw new UnreadableArchiveException("corrupt: the entry at byte " + position + " is longer than the list");
        }
        ByteBuffer whole = file.at(position, headerBytes);
        byte[] name = new byte[nameBytes];
        whole.get(FIXED_BYTES, name);
        int system = whole.getShort(4) >>> 8 & 0xff;
        Sizes sizes = Sizes.of(whole, FIXED_BYTES + nameBytes, extraBytes);
        return new ZipEntryHeader(
                name,
                name(whole, name, extraBytes),
                whole.getShort(8) & 0xffff,
                whole.getShort(10) & 0xffff,
                whole.getInt(16),
                sizes.compressed,
                sizes.unpacked,
                sizes.offset,
                system == UNIX || system == MACOS ? whole.getInt(38) >>> 16 : 0,
                headerBytes);
    }

    private static String name(ByteBuffer header, byte[] name, int extraBytes) {
        boolean utf8 = (header.getShort(8) & UTF8_FLAG) != 0;
        return UnicodePath.of(header.slice(FIXED_BYTES + name.length, extraBytes), name)
                .orElseGet(() -> utf8 ? EntryPath.decode(name) : EntryPath.decodeUntold(name));
    }

    boolean isEncrypted() {
        return (flags & 1) != 0 || method == AES;
    }

    String methodName() {
        return METHODS.getOrDefault(method, "method " + method);
    }

    boolean isDirectory() {
        return EntryPath.isDirectory(name) || (unixMode & TYPE_MASK) == DIRECTORY;
    }

    boolean isLink() {
        return (unixMode & TYPE_MASK) == LINK;
    }

    boolean isDevice() {
        int type = unixMode & TYPE_MASK;
        return type != 0 && type != FILE && type != PIPE && type != DIRECTORY && type != LINK;
    }

    /** The three numbers that a zip64 extra field replaces when they are all ones (APPNOTE 4.5.3). */
    private record Sizes(long unpacked, long compressed, long offset) {
        private static final long IN_EXTRA = 0xffffffffL;

        static Sizes of(ByteBuffer header, int extraStart, int extraBytes) throws UnreadableArchiveException {
            long[] values = {header.getInt(24) & IN_EXTRA, header.getInt(20) & IN_EXTRA, header.getInt(42) & IN_EXTRA};
            ByteBuffer extra = header.slice(extraStart, extraBytes).order(ByteOrder.LITTLE_ENDIAN);
            while (extra.remaining() >= 4) {
                int id = extra.getShort() & 0xffff;
                int length = Math.min(extra.getShort() & 0xffff, extra.remaining());
                ByteBuffer field = extra.slice(extra.position(), length).order(ByteOrder.LITTLE_ENDIAN);
                extra.position(extra.position() + length);
                for (int i = 0; id == 1 && i < values.length; i++) {
                    if (values[i] == IN_EXTRA && field.remaining() >= 8) {
                        values[i] = field.getLong();
                    }
                }
            }
            for (long value : values) {
                if (value < 0) {
                    throw new UnreadableArchiveException(
                            "corrupt: an entry of " + Long.toUnsignedString(value) + " bytes");
                }
            }
            return new Sizes(values[0], values[1], values[2]);
        }
    }
}
