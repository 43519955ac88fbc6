package io.snet4j.internal.training;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.call.UploadPace;
import io.snet4j.internal.call.UploadSource;
import io.snet4j.internal.dataset.OpenDataset;
import io.snet4j.training.ModelId;
import io.snet4j.wire.training.TrainingProto.UploadInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads an open dataset piece by piece, once. */
final class DatasetSource implements UploadSource {
    private final String modelId;
    private final OpenDataset dataset;
    private final DatasetProgress progress;
    private final ReadAhead ahead;
    private long number;
    private long given;

    DatasetSource(ModelId model, OpenDataset dataset, DatasetProgress progress) {
        this.modelId = model.value();
        this.dataset = dataset;
        this.progress = progress;
        this.ahead = new ReadAhead(dataset);
    }

    @Override
    public Optional<UploadInput> next(UploadPace pace) {
        if (rest() == 0) {
            return Optional.empty();
        }
        ByteString data = ahead.take(chunk(pace));
        number++;
        given += data.size();
        long rest = rest();
        if (rest == 0) {
            requireUnchanged(dataset);
        }
        return Optional.of(UploadInput.newBuilder()
                .setModelId(modelId)
                .setFileName(dataset.fileName())
                .setFileSize(dataset.size())
                .setBatchSize(data.size())
                .setBatchNumber(number)
                .setBatchCount(number + pace.messagesFor(rest))
                .setData(data)
                .build());
    }

    @Override
    public void readAhead(UploadPace pace) {
        ahead.fill(chunk(pace));
    }

    private int chunk(UploadPace pace) {
        return (int) Math.min(pace.chunk(), rest());
    }

    private long rest() {
        return dataset.size() - given;
    }

    /** To be asked once the last byte was read, and before the provider gets it. */
    static void requireUnchanged(OpenDataset dataset) {
        dataset.changed().ifPresent(change -> {
            throw new InvalidRequestException(change.describe());
        });
    }

    @Override
    public void taken() {
        progress.report(given, dataset.size());
    }

    /** The dataset is another's to close: a second attempt reads it again. */
    @Override
    public void close() {}

    /**
     * What was read of a dataset and not taken yet, in one array that is used again: a new one of a mebibyte for each
     * message is more than a collector with small regions moves, and stays until all of the heap is collected.
     */
    static final class ReadAhead {
        private static final int SMALLEST = 32 << 10;

        private final OpenDataset dataset;
        private byte[] bytes = new byte[0];
        private int from;
        private int to;
        private long position;
        /** What the first message was taken from. */
        private byte @Nullable [] first;

        ReadAhead(OpenDataset dataset) {
            this.dataset = dataset;
        }

        /**
         * @param size at most what is left
         * @return good until the next call of either method, but for the first, whose bytes nobody else gets
         */
        ByteString take(int size) {
            fill(size);
            if (first == null) {
                first = bytes;
            }
            ByteString taken = UnsafeByteOperations.unsafeWrap(bytes, from, size);
            from += size;
            return taken;
        }

        /** Blocks on the disk unless so much is there already. */
        void fill(int size) {
            int there = to - from;
            if (there >= size) {
                return;
            }
            byte[] target = bytes == first || bytes.length < size ? new byte[capacity(size)] : bytes;
            System.arraycopy(bytes, from, target, 0, there);
            bytes = target;
            from = 0;
            to = there;
            read(ByteBuffer.wrap(bytes, to, size - there));
        }

        /** Sizes that grow a little with each message are no reason for a new array each time. */
        private static int capacity(int size) {
            return Math.max(SMALLEST, Integer.highestOneBit(Math.max(1, size - 1)) << 1);
        }

        private void read(ByteBuffer buffer) {
            try {
                while (buffer.hasRemaining()) {
                    int read = dataset.channel().read(buffer, position);
                    if (read < 0) {
                        throw new InvalidRequestException(
                                "\"" + dataset.path() + "\" became shorter while it was uploaded");
                    }
                    position += read;
                    to += read;
                }
            } catch (ClosedByInterruptException e) {
                throw new CallCancelledException("interrupted while reading the dataset", e, Charge.NONE);
            } catch (IOException e) {
                throw new InvalidRequestException("cannot read \"" + dataset.path() + "\": " + e, e);
            }
        }
    }
}
