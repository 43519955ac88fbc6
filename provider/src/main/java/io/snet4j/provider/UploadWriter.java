package io.snet4j.provider;

import io.snet4j.wire.training.TrainingProto.UploadInput;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes the messages of one upload to a file and holds them against what the first one announced. Matters because a
 * daemon ends a broken upload like a complete one.
 */
final class UploadWriter implements Closeable {
    private final Path file;
    private final FileChannel channel;
    private final String fileName;
    private final long fileSize;
    private long batchCount;
    private long written;
    private long batches;

    /** @throws DatasetRefusedException if what is announced cannot be taken */
    UploadWriter(Path folder, UploadInput first, long maxBytes) throws IOException, DatasetRefusedException {
        fileName = FileTree.safeName(first.getFileName());
        fileSize = first.getFileSize();
        batchCount = first.getBatchCount();
        if (fileSize == 0) {
            throw new DatasetRefusedException("the upload announces a file_size of 0 bytes");
        }
        if (Long.compareUnsigned(fileSize, maxBytes) > 0) {
            throw new DatasetRefusedException("the upload announces " + Long.toUnsignedString(fileSize)
                    + " bytes; this provider takes at most " + maxBytes);
        }
        Files.createDirectories(folder);
        file = folder.resolve(fileName);
        channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** @throws DatasetRefusedException if the message does not follow the one before, or is more than announced */
    void write(UploadInput input) throws IOException, DatasetRefusedException {
        if (input.getFileSize() != fileSize) {
            throw new DatasetRefusedException("batch " + Long.toUnsignedString(input.getBatchNumber())
                    + " announces another file_size than the first one");
        }
        // May change on the way: clients make their messages smaller for a slow reader.
        batchCount = input.getBatchCount();
        if (input.getBatchNumber() != batches + 1) {
            throw new DatasetRefusedException("batch " + Long.toUnsignedString(input.getBatchNumber())
                    + " came where batch " + (batches + 1) + " was due");
        }
        if (Long.compareUnsigned(input.getBatchNumber(), batchCount) > 0) {
            throw new DatasetRefusedException(
                    "batch " + input.getBatchNumber() + " came, but batch_count is " + batchCount);
        }
        int length = input.getData().size();
        if (written + length > fileSize) {
            throw new DatasetRefusedException("more bytes came than the file_size of " + fileSize);
        }
        for (ByteBuffer buffer : input.getData().asReadOnlyByteBufferList()) {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }
        written += length;
        batches++;
    }

    /** @throws DatasetRefusedException if less came than was announced */
    Dataset finish() throws IOException, DatasetRefusedException {
        if (batches != batchCount || written != fileSize) {
            throw new DatasetRefusedException("the upload ended after " + progress());
        }
        channel.close();
        return new Dataset(file, fileName, written);
    }

    String progress() {
        return written + " of " + fileSize + " bytes, batch " + batches + " of " + Long.toUnsignedString(batchCount);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
