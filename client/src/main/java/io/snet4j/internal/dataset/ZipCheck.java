package io.snet4j.internal.dataset;

import io.snet4j.dataset.DatasetProblem.Damaged;
import io.snet4j.dataset.DatasetProblem.Encrypted;
import io.snet4j.dataset.DatasetProblem.UnsafePath;
import io.snet4j.dataset.DatasetProblem.UnsupportedCompression;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads a zip as its receiver will: the directory entry by entry, and what every entry holds. Keeps none of it, while
 * the JDK's {@code ZipFile} and commons-compress load the whole directory, some 300 bytes per entry.
 */
final class ZipCheck {
    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_BYTES = 30;
    private static final int PIECE = 32 << 10;

    /** A link's target is kept this far; longer links work nowhere. */
    private static final int MAX_LINK_BYTES = 4096;

    private final FileWindow directory;
    private final FileWindow data;
    private final UnpackLimit limit;
    private final Findings findings;
    private final byte[] piece = new byte[PIECE];
    private final CRC32 crc = new CRC32();
    private final ByteArrayOutputStream linkTarget = new ByteArrayOutputStream();
    private int linkBytes;
    private long claimed;

    /** @param directory with room for a whole entry, {@code data} for local headers and pieces; both of one file */
    ZipCheck(FileWindow directory, FileWindow data, UnpackLimit limit, Findings findings) {
        this.directory = directory;
        this.data = data;
        this.limit = limit;
        this.findings = findings;
    }

    void run() throws IOException {
        ZipDirectory where = ZipDirectory.find(directory)
                .orElseThrow(() -> new UnreadableArchiveException("truncated: the zip's list of entries is missing"));
        Inflater inflater = new Inflater(true);
        try {
            readEntries(where, inflater);
        } finally {
            inflater.end();
        }
        findings.complete();
    }

    private void readEntries(ZipDirectory where, Inflater inflater) throws IOException {
        boolean readData = true;
        long seen = 0;
        long position = where.start();
        while (position <= where.end() - ZipEntryHeader.FIXED_BYTES) {
            ZipEntryHeader entry = ZipEntryHeader.read(directory, position, where.end());
            position += entry.headerBytes();
            seen++;
            checkHeader(entry);
            if (readData) {
                readData = checkData(entry, where, inflater);
            }
        }
        if (where.zip64() ? seen != where.entries() : (seen & 0xffff) != where.entries()) {
            throw new UnreadableArchiveException(
                    "corrupt: " + where.entries() + " entries are announced, " + seen + " are listed");
        }
    }

    private void checkHeader(ZipEntryHeader entry) {
        findings.entry(entry.name(), entry.isDirectory(), entry.isLink() ? 0 : entry.bytes());
        if (entry.isDevice()) {
            findings.file(new UnsafePath(entry.name(), "it is a device or a pipe"));
        }
        if (entry.isEncrypted()) {
            findings.file(new Encrypted(entry.name()));
        } else if (entry.method() != ZipEntryHeader.STORED && entry.method() != ZipEntryHeader.DEFLATED) {
            findings.file(new UnsupportedCompression(entry.name(), entry.methodName()));
        }
    }

    /** False if no more data must be unpacked. */
    private boolean checkData(ZipEntryHeader entry, ZipDirectory where, Inflater inflater) throws IOException {
        if (entry.isEncrypted()) {
            return true;
        }
        try {
            long start = localData(entry, where);
            crc.reset();
            linkTarget.reset();
            linkBytes = entry.isLink() ? MAX_LINK_BYTES : 0;
            if (entry.method() == ZipEntryHeader.STORED) {
                copy(entry, start);
            } else if (entry.method() == ZipEntryHeader.DEFLATED) {
                inflate(entry, start, inflater);
            }
            if (entry.isLink() && EntryPath.linkLeadsOut(entry.name(), EntryPath.decode(linkTarget.toByteArray()))) {
                findings.file(new UnsafePath(entry.name(), EntryPath.LINK_OUT));
            }
        } catch (DamagedEntry e) {
            findings.file(new Damaged(entry.name(), e.reason));
        } catch (UnpackLimit.Exceeded e) {
            findings.bomb(e);
            return false;
        }
        return true;
    }

    private long localData(ZipEntryHeader entry, ZipDirectory where) throws IOException, DamagedEntry {
        long position = entry.localHeader() + where.shift();
        if (position < 0 || position > where.start() - LOCAL_BYTES) {
            throw new DamagedEntry("its data would begin at byte " + position + ", behind the end");
        }
        ByteBuffer local = data.at(position, LOCAL_BYTES);
        if (local.getInt(0) != LOCAL) {
            throw new DamagedEntry("no header at byte " + position);
        }
        int nameBytes = local.getShort(26) & 0xffff;
        long start = position + LOCAL_BYTES + nameBytes + (local.getShort(28) & 0xffff);
        if (start > where.start() || entry.compressedBytes() > where.start() - start) {
            throw new DamagedEntry("its " + entry.compressedBytes() + " bytes would reach behind the end");
        }
        claimed += entry.compressedBytes();
        if (claimed > where.start()) {
            throw new UnreadableArchiveException("its entries overlap as those of a zip bomb do: they claim " + claimed
                    + " of " + where.start() + " bytes");
        }
        byte[] name = new byte[nameBytes];
        data.at(position + LOCAL_BYTES, nameBytes).get(name);
        if (!Arrays.equals(name, entry.rawName())) {
            throw new DamagedEntry("beside its data it is called " + EntryPath.decode(name));
        }
        return start;
    }

    private void copy(ZipEntryHeader entry, long start) throws IOException, DamagedEntry {
        if (entry.bytes() != entry.compressedBytes()) {
            throw new DamagedEntry(
                    "stored as it is, but with " + entry.compressedBytes() + " bytes instead of " + entry.bytes());
        }
        for (long at = start; at < start + entry.bytes(); at += PIECE) {
            int count = (int) Math.min(PIECE, start + entry.bytes() - at);
            data.at(at, count).get(piece, 0, count);
            took(count);
        }
        checkSum(entry);
    }

    private void inflate(ZipEntryHeader entry, long start, Inflater inflater) throws IOException, DamagedEntry {
        inflater.reset();
        long at = start;
        long end = start + entry.compressedBytes();
        long unpacked = 0;
        while (!inflater.finished()) {
            if (inflater.needsInput()) {
                int count = (int) Math.min(PIECE, end - at);
                if (count == 0) {
                    throw new DamagedEntry("its compressed data ends too early");
                }
                inflater.setInput(data.at(at, count));
                at += count;
            }
            int count = inflate(inflater);
            if (count == 0 && inflater.needsDictionary()) {
                throw new DamagedEntry("it needs a dictionary");
            }
            unpacked += count;
            took(count);
            if (unpacked > entry.bytes()) {
                throw new DamagedEntry("it unpacks to more than the " + entry.bytes() + " bytes it declares");
            }
        }
        if (unpacked < entry.bytes()) {
            throw new DamagedEntry("it unpacks to " + unpacked + " bytes, but declares " + entry.bytes());
        }
        if (inflater.getBytesRead() < entry.compressedBytes()) {
            throw new DamagedEntry(
                    "its compressed data ends before the " + entry.compressedBytes() + " bytes declared");
        }
        checkSum(entry);
    }

    private void took(int count) throws UnpackLimit.Exceeded {
        Interrupts.check("checking the dataset");
        crc.update(piece, 0, count);
        linkTarget.write(piece, 0, Math.min(count, linkBytes - linkTarget.size()));
        limit.add(count);
    }

    private void checkSum(ZipEntryHeader entry) throws DamagedEntry {
        if ((int) crc.getValue() != entry.crc()) {
            throw new DamagedEntry("its checksum is wrong");
        }
    }

    private int inflate(Inflater inflater) throws DamagedEntry {
        try {
            return inflater.inflate(piece);
        } catch (DataFormatException e) {
            throw new DamagedEntry("its compressed data is corrupt (" + e.getMessage() + ")");
        }
    }

    /** One entry is of no use, the next one may be. */
    private static final class DamagedEntry extends Exception {
        private static final long serialVersionUID = 1L;

        final String reason;

        DamagedEntry(String reason) {
            super(reason);
            this.reason = reason;
        }
    }
}
