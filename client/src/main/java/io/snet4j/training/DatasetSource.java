package io.snet4j.training;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.internal.call.UploadSource;
import io.snet4j.wire.training.TrainingProto.UploadInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/** Reads a file piece by piece, once. */
final class DatasetSource implements UploadSource {
    private final DatasetUpload upload;
    private final Progress progress;
    private final FileChannel file;
    private final long size;
    private final long count;
    private long batch;
    private long read;

    private DatasetSource(DatasetUpload upload, Progress progress, FileChannel file, long size) {
        this.upload = upload;
        this.progress = progress;
        this.file = file;
        this.size = size;
        this.count = (size + upload.chunkBytes() - 1) / upload.chunkBytes();
    }

    /** @throws InvalidRequestException if there is no such file, or nothing in it; better now than when it is paid */
    static void check(Path archive) {
        try {
            if (!Files.isRegularFile(archive)) {
                throw new InvalidRequestException("cannot upload \"" + archive + "\": it is no file");
            }
            if (Files.size(archive) == 0) {
                throw new InvalidRequestException("cannot upload \"" + archive + "\": it is empty");
            }
            if (!Files.isReadable(archive)) {
                throw new InvalidRequestException("cannot upload \"" + archive + "\": it may not be read");
            }
        } catch (IOException e) {
            throw unreadable(archive, e);
        }
    }

    static Factory factory(DatasetUpload upload) {
        Progress progress = new Progress(upload.listener());
        return () -> {
            try {
                FileChannel file = FileChannel.open(upload.archive(), StandardOpenOption.READ);
                return new DatasetSource(upload, progress, file, file.size());
            } catch (IOException e) {
                throw unreadable(upload.archive(), e);
            }
        };
    }

    @Override
    public Optional<UploadInput> next() {
        if (batch == count) {
            return Optional.empty();
        }
        ByteString data = read((int) Math.min(upload.chunkBytes(), size - read));
        batch++;
        read += data.size();
        if (batch == count) {
            requireEnd();
        }
        return Optional.of(UploadInput.newBuilder()
                .setModelId(upload.quote().modelId().value())
                .setFileName(Optional.ofNullable(upload.archive().getFileName())
                        .map(Path::toString)
                        .orElse("dataset"))
                .setFileSize(size)
                .setBatchSize(data.size())
                .setBatchNumber(batch)
                .setBatchCount(count)
                .setData(data)
                .build());
    }

    private ByteString read(int bytes) {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        try {
            while (buffer.hasRemaining()) {
                if (file.read(buffer) < 0) {
                    throw new InvalidRequestException(
                            "\"" + upload.archive() + "\" became shorter while it was uploaded");
                }
            }
        } catch (IOException e) {
            throw unreadable(upload.archive(), e);
        }
        return UnsafeByteOperations.unsafeWrap(buffer.flip());
    }

    private void requireEnd() {
        try {
            if (file.size() != size) {
                throw new InvalidRequestException("\"" + upload.archive() + "\" changed while it was uploaded");
            }
        } catch (IOException e) {
            throw unreadable(upload.archive(), e);
        }
    }

    @Override
    public void taken() {
        progress.report(read, size);
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw unreadable(upload.archive(), e);
        }
    }

    private static InvalidRequestException unreadable(Path archive, IOException cause) {
        return new InvalidRequestException("cannot read \"" + archive + "\": " + cause, cause);
    }

    /** What the listener hears: never less than before, though an attempt that was refused begins anew. */
    private static final class Progress {
        private final UploadListener listener;
        private long reported = -1;
        private long start;

        private Progress(UploadListener listener) {
            this.listener = listener;
        }

        void report(long sent, long total) {
            if (reported < 0) {
                start = System.nanoTime();
            }
            if (sent > reported) {
                reported = sent;
                listener.onProgress(new UploadProgress(sent, total, Duration.ofNanos(System.nanoTime() - start)));
            }
        }
    }
}
