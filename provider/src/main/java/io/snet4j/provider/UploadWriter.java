package io.snet4j.provider;

import io.snet4j.internal.text.SizeText;
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
 * daemon ends a broken upload like a complete one. Numbers of batches are optional in the protocol, and checked where
 * they are given; the size is not, since nothing else would tell an upload without numbers from half of it.
 */
final class UploadWriter implements Closeable {
    private final FileChannel channel;
    private final String fileName;
    private final long fileSize;
    private final boolean numbered;
    private long batchCount;
    private long written;
    private long batches;

    /** @param first was {@linkplain #check checked} */
    UploadWriter(Path folder, UploadInput first) throws IOException {
        fileName = FileTree.safeName(first.getFileName());
        fileSize = first.getFileSize();
        numbered = first.getBatchNumber() != 0 || first.getBatchCount() != 0;
        Files.createDirectories(folder);
        channel = FileChannel.open(folder.resolve(fileName), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** @throws DatasetRefusedException if what the first message announces cannot be taken */
    static void check(UploadInput first, long maxBytes) throws DatasetRefusedException {
        long size = first.getFileSize();
        if (size == 0) {
            throw new DatasetRefusedException("the upload announces a file_size of 0 bytes");
        }
        if (Long.compareUnsigned(size, maxBytes) > 0) {
            throw new DatasetRefusedException("the upload announces " + SizeText.exact(size)
                    + "; this provider takes at most " + SizeText.exact(maxBytes));
        }
    }

    /** @throws DatasetRefusedException if the message does not follow the one before, or is more than announced */
    void write(UploadInput input) throws IOException, DatasetRefusedException {
        if (input.getFileSize() != fileSize) {
            throw new DatasetRefusedException("batch " + Long.toUnsignedString(input.getBatchNumber())
                    + " announces another file_size than the first one");
        }
        checkNumber(input);
        int length = input.getData().size();
        if (length > fileSize - written) {
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

    private void checkNumber(UploadInput input) throws DatasetRefusedException {
        long number = input.getBatchNumber();
        // May change on the way: clients make their messages smaller for a slow reader.
        batchCount = input.getBatchCount();
        if (numbered && number != batches + 1) {
            throw new DatasetRefusedException(
                    "batch " + Long.toUnsignedString(number) + " came where batch " + (batches + 1) + " was due");
        }
        if (!numbered && (number != 0 || batchCount != 0)) {
            throw new DatasetRefusedException("batches have numbers after one that had none");
        }
        if (batchCount != 0 && Long.compareUnsigned(number, batchCount) > 0) {
            throw new DatasetRefusedException("batch " + number + " came, but batch_count is " + batchCount);
        }
    }

    /** @throws DatasetLostException if less came than was announced */
    void finish() throws IOException, DatasetLostException {
        if (written != fileSize || batchCount != 0 && batches != batchCount) {
            throw new DatasetLostException("the upload ended after " + progress());
        }
        channel.close();
    }

    /** @param folder where it lies by now */
    Dataset dataset(Path folder) {
        return new Dataset(folder.resolve(fileName), fileName, written);
    }

    String progress() {
        String bytes = written + " of " + fileSize + " bytes";
        return batchCount == 0 ? bytes : bytes + ", batch " + batches + " of " + Long.toUnsignedString(batchCount);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
