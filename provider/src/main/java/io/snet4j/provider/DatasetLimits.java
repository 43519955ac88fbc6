package io.snet4j.provider;

import io.snet4j.internal.core.Positive;

/**
 * How much of a stranger's archive is read. Immutable.
 *
 * @param entries most files in it
 * @param entryBytes largest file, unpacked
 * @param totalBytes of all files together, unpacked
 * @param ratio how many times as large as the archive all files together may be; a hundred is much for anything real
 * @since 0.1.0
 */
public record DatasetLimits(int entries, long entryBytes, long totalBytes, int ratio) {
    /** @throws IllegalArgumentException unless all are positive */
    public DatasetLimits {
        Positive.of("entries", entries);
        Positive.of("entryBytes", entryBytes);
        Positive.of("totalBytes", totalBytes);
        Positive.of("ratio", ratio);
    }

    /** 100000 files, 256 MiB each, 8 GiB in all, ratio 200. */
    public static DatasetLimits standard() {
        return new DatasetLimits(100_000, 256L << 20, 8L << 30, 200);
    }

    /** The same with another number of files. */
    public DatasetLimits withEntries(int count) {
        return new DatasetLimits(count, entryBytes, totalBytes, ratio);
    }

    /** The same with another size of each file. */
    public DatasetLimits withEntryBytes(long bytes) {
        return new DatasetLimits(entries, bytes, totalBytes, ratio);
    }

    /** The same with another size of all files together. */
    public DatasetLimits withTotalBytes(long bytes) {
        return new DatasetLimits(entries, entryBytes, bytes, ratio);
    }
}
