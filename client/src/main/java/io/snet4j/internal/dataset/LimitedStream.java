package io.snet4j.internal.dataset;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts what a decompressor gives out. */
final class LimitedStream extends FilterInputStream {
    private final UnpackLimit limit;
    private final byte[] skipped = new byte[32 << 10];

    LimitedStream(InputStream unpacked, UnpackLimit limit) {
        super(unpacked);
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        int value = in.read();
        limit.add(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = in.read(target, offset, length);
        limit.add(Math.max(0, count));
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        // The stream's own way goes in steps of 512 bytes.
        return Math.max(0, read(skipped, 0, (int) Math.min(count, skipped.length)));
    }
}
