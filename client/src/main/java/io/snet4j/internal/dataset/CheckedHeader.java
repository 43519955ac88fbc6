package io.snet4j.internal.dataset;

import io.snet4j.internal.archive.TarHeader;

/** A header of a tar that is in order, with its names as text. */
record CheckedHeader(String name, String linkTarget, char type, long bytes, boolean hasExtension, long realBytes) {
    static final String NO_TAR = "what is packed in it is no tar";

    /** @throws UnreadableArchiveException if the block is no header */
    static CheckedHeader parse(byte[] block, long position) throws UnreadableArchiveException {
        if (!TarHeader.isHeader(block)) {
            throw new UnreadableArchiveException(
                    position == 0 ? NO_TAR : "corrupt: the header at byte " + position + " of the tar is damaged");
        }
        TarHeader header = TarHeader.of(block);
        if (header.bytes() < 0 || header.realBytes() < 0) {
            throw new UnreadableArchiveException("corrupt: no size in the header at byte " + position + " of the tar");
        }
        return new CheckedHeader(
                EntryPath.decodeUntold(header.name()),
                EntryPath.decodeUntold(header.linkTarget()),
                header.type(),
                header.bytes(),
                header.hasExtension(),
                header.realBytes());
    }

    boolean isDirectory() {
        // Before POSIX a directory was a file whose name ended with a slash.
        return type == '5' || type == 'D' || (isFile() && EntryPath.isDirectory(name));
    }

    boolean isFile() {
        return type == '0' || type == '7' || type == TarHeader.SPARSE;
    }

    boolean isDevice() {
        return type == '3' || type == '4' || type == '6';
    }

    long storedBytes() {
        return TarHeader.hasContent(type) ? bytes : 0;
    }
}
