package io.snet4j.internal.dataset;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** Random reads from a file of a fixed length through one buffer, cheap where they go forward. */
final class FileWindow {
    private final FileChannel channel;
    private final long size;
    private final CheckListener listener;
    private final ByteBuffer buffer;
    private long start;
    private long farthest;

    FileWindow(FileChannel channel, long size, int capacity, CheckListener listener) {
        this.channel = channel;
        this.size = size;
        this.listener = listener;
        buffer = ByteBuffer.allocate(capacity).limit(0);
    }

    long size() {
        return size;
    }

    int capacity() {
        return buffer.capacity();
    }

    /**
     * The bytes at a position, little-endian, valid until the next call.
     *
     * @param length at most the capacity
     * @throws UnreadableArchiveException if the file ends before
     */
    ByteBuffer at(long position, int length) throws IOException {
        if (position < 0 || position > size - length) {
            throw new UnreadableArchiveException(
                    "truncated or corrupt: bytes from " + position + " are needed, the file has " + size);
        }
        if (position < start || position + length > start + buffer.limit()) {
            fill(position, length);
        }
        return buffer.slice((int) (position - start), length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void fill(long position, int atLeast) throws IOException {
        buffer.clear();
        start = position;
        try {
            while (buffer.hasRemaining()) {
                Interrupts.check("checking the dataset");
                if (channel.read(buffer, position + buffer.position()) < 0) {
                    break;
                }
            }
        } finally {
            buffer.flip();
        }
        if (buffer.limit() < atLeast) {
            throw new UnreadableArchiveException("truncated while being read: it had " + size + " bytes before");
        }
        if (start + buffer.limit() > farthest) {
            farthest = start + buffer.limit();
            listener.onChecked(farthest, size);
        }
    }
}
