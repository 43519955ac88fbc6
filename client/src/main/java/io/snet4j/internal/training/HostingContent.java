package io.snet4j.internal.training;

import io.snet4j.dataset.DatasetContent;
import io.snet4j.internal.dataset.OpenDataset;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** An open dataset as hosts see it; tells how far they have read. Thread-safe. */
final class HostingContent implements DatasetContent {
    private final OpenDataset dataset;
    private final DatasetProgress progress;

    HostingContent(OpenDataset dataset, DatasetProgress progress) {
        this.dataset = dataset;
        this.progress = progress;
    }

    @Override
    public String fileName() {
        return dataset.fileName();
    }

    @Override
    public long size() {
        return dataset.size();
    }

    @Override
    public InputStream open() {
        return new Stream();
    }

    private final class Stream extends InputStream {
        private long position;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int most = (int) Math.min(length, dataset.size() - position);
            if (most == 0) {
                return length == 0 ? 0 : -1;
            }
            int count = dataset.channel().read(ByteBuffer.wrap(target, offset, most), position);
            if (count < 0) {
                throw new IOException("the dataset became shorter");
            }
            position += count;
            progress.report(position, dataset.size());
            return count;
        }
    }
}
