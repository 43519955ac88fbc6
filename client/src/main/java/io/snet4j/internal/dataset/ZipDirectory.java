package io.snet4j.internal.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Where a zip keeps its list of entries (APPNOTE 4.3.12 to 4.3.16).
 *
 * @param start of the first entry of the directory, in the file
 * @param end behind the last one
 * @param shift what stands before the archive proper, a self-extractor perhaps: added to every offset in it
 * @param entries as declared; its lower 16 bits unless the archive is a zip64
 */
record ZipDirectory(long start, long end, long shift, long entries, boolean zip64) {
    static final int ENTRY = 0x02014b50;
    static final int END_BYTES = 22;
    private static final int END = 0x06054b50;
    private static final int END64 = 0x06064b50;
    private static final int END64_BYTES = 56;
    private static final int LOCATOR64 = 0x07064b50;
    private static final int LOCATOR64_BYTES = 20;
    private static final long MAX32 = 0xffffffffL;

    /** Empty if the file has no end record, thus is no zip or lost its end. */
    static Optional<ZipDirectory> find(FileWindow file) throws IOException {
        int tailBytes = (int) Math.min(file.size(), END_BYTES + 0xffff);
        long tailStart = file.size() - tailBytes;
        byte[] tail = new byte[tailBytes];
        file.at(tailStart, tailBytes).get(tail);
        // A comment may hold the signature as well, so a record that ends with the file wins.
        Optional<UnreadableArchiveException> wrong = Optional.empty();
        for (boolean exact : new boolean[] {true, false}) {
            for (int i = tailBytes - END_BYTES; i >= 0; i--) {
                if (tail[i] == 'P' && tail[i + 1] == 'K' && tail[i + 2] == 5 && tail[i + 3] == 6) {
                    int comment = (tail[i + 20] & 0xff) | (tail[i + 21] & 0xff) << 8;
                    if (exact == (i + END_BYTES + comment == tailBytes)) {
                        try {
                            return Optional.of(at(file, tailStart + i));
                        } catch (UnreadableArchiveException e) {
                            wrong = wrong.or(() -> Optional.of(e));
                        }
                    }
                }
            }
        }
        if (wrong.isPresent()) {
            throw wrong.get();
        }
        return Optional.empty();
    }

    private static ZipDirectory at(FileWindow file, long position) throws IOException {
        ByteBuffer end = file.at(position, END_BYTES);
        int disk = end.getShort(4) & 0xffff;
        int directoryDisk = end.getShort(6) & 0xffff;
        long entries = end.getShort(10) & 0xffff;
        long size = end.getInt(12) & MAX32;
        long offset = end.getInt(16) & MAX32;
        // The old record may be filled although there is a larger one; then the directory does not end at it.
        boolean saturated = entries == 0xffff || size == MAX32 || offset == MAX32 || disk == 0xffff;
        Optional<ZipDirectory> larger = zip64(file, position, saturated);
        if (larger.isPresent()) {
            return larger.get();
        }
        refuseParts(disk, directoryDisk);
        return of(file, position, size, offset, entries, false);
    }

    /** @param needed whether the archive cannot be read without it */
    private static Optional<ZipDirectory> zip64(FileWindow file, long endPosition, boolean needed) throws IOException {
        long locatorPosition = endPosition - LOCATOR64_BYTES;
        if (locatorPosition < END64_BYTES) {
            return Optional.empty();
        }
        ByteBuffer locator = file.at(locatorPosition, LOCATOR64_BYTES);
        if (locator.getInt(0) != LOCATOR64) {
            return Optional.empty();
        }
        long declared = locator.getLong(8);
        // Data in front of the archive moves the record; then it stands right before its locator.
        for (long position : new long[] {declared, locatorPosition - END64_BYTES}) {
            if (position >= 0 && position <= locatorPosition - END64_BYTES) {
                ByteBuffer end = file.at(position, END64_BYTES);
                if (end.getInt(0) == END64) {
                    refuseParts(end.getInt(16), end.getInt(20));
                    return Optional.of(of(file, position, end.getLong(40), end.getLong(48), end.getLong(32), true));
                }
            }
        }
        if (!needed) {
            return Optional.empty();
        }
        throw new UnreadableArchiveException("truncated or corrupt: the zip64 end record is not where it should be");
    }

    private static void refuseParts(int disk, int directoryDisk) throws UnreadableArchiveException {
        // All ones are for a larger record, which some tools leave out.
        if (disk != 0 && disk != 0xffff || directoryDisk != 0 && directoryDisk != 0xffff) {
            throw new UnreadableArchiveException("it is one part of a split zip; join the parts first");
        }
    }

    private static ZipDirectory of(FileWindow file, long end, long size, long offset, long entries, boolean zip64)
            throws IOException {
        long start = end - size;
        if (size < 0 || offset < 0 || start < offset) {
            throw new UnreadableArchiveException("truncated or corrupt: the list of entries would have " + size
                    + " bytes from " + offset + ", but ends at " + end);
        }
        if (size > 0 && file.at(start, 4).getInt() != ENTRY) {
            throw new UnreadableArchiveException("corrupt: no list of entries at byte " + start);
        }
        return new ZipDirectory(start, end, start - offset, entries, zip64);
    }
}
