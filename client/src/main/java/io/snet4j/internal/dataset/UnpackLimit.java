package io.snet4j.internal.dataset;

import io.snet4j.internal.text.SizeText;
import java.io.IOException;

/**
 * Stops an archive that unpacks to far more than it promises. Deflate cannot shrink below a thousandth, so a small
 * archive gets {@link #ALWAYS_ALLOWED} for free and a larger one {@link #RATIO} times its size: text shrinks by 10, a
 * sheet of nearly equal rows by 100.
 */
final class UnpackLimit {
    static final long ALWAYS_ALLOWED = 256L << 20;
    static final long RATIO = 250;
    static final long AT_MOST = 1L << 40;

    private final long archiveBytes;
    private final long limit;
    private long unpacked;

    UnpackLimit(long archiveBytes) {
        this(archiveBytes, defaultLimit(archiveBytes));
    }

    UnpackLimit(long archiveBytes, long limit) {
        this.archiveBytes = archiveBytes;
        this.limit = limit;
    }

    static long defaultLimit(long archiveBytes) {
        return Math.min(AT_MOST, Math.max(ALWAYS_ALLOWED, Math.min(archiveBytes, AT_MOST) * RATIO));
    }

    void add(long bytes) throws Exceeded {
        unpacked = bytes > Long.MAX_VALUE - unpacked ? Long.MAX_VALUE : unpacked + bytes;
        if (unpacked > limit) {
            throw new Exceeded(archiveBytes, unpacked, limit);
        }
    }

    /** Carries what the problem needs. */
    static final class Exceeded extends IOException {
        private static final long serialVersionUID = 1L;

        final long archiveBytes;
        final long unpackedBytes;
        final long limitBytes;

        private Exceeded(long archiveBytes, long unpackedBytes, long limitBytes) {
            super("unpacks to more than " + SizeText.exact(limitBytes));
            this.archiveBytes = archiveBytes;
            this.unpackedBytes = unpackedBytes;
            this.limitBytes = limitBytes;
        }
    }
}
