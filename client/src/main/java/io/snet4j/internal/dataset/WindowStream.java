package io.snet4j.internal.dataset;

import java.io.IOException;
import java.io.InputStream;

/** A file from its beginning, where skipping costs nothing. Closing it leaves the channel open. */
final class WindowStream extends InputStream {
    private final FileWindow window;
    private long position;

    WindowStream(FileWindow window) {
        this.window = window;
    }

    @Override
    public int read() throws IOException {
        return position == window.size() ? -1 : window.at(position++, 1).get() & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = (int) Math.min(Math.min(length, window.capacity()), window.size() - position);
        if (count <= 0) {
            return length == 0 ? 0 : -1;
        }
        window.at(position, count).get(target, offset, count);
        position += count;
        return count;
    }

    @Override
    public long skip(long count) {
        long skipped = Math.max(0, Math.min(count, window.size() - position));
        position += skipped;
        return skipped;
    }

    /** Exact, which is how GZIPInputStream learns that another member follows. */
    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, window.size() - position);
    }
}
