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

/** Reads an open dataset piece by piece, once. */
final class DatasetSource implements UploadSource {
    private final String modelId;
    private final OpenDataset dataset;
    private final DatasetProgress progress;
    private long number;
    private long read;

    DatasetSource(ModelId model, OpenDataset dataset, DatasetProgress progress) {
        this.modelId = model.value();
        this.dataset = dataset;
        this.progress = progress;
    }

    @Override
    public Optional<UploadInput> next(UploadPace pace) {
        long rest = dataset.size() - read;
        if (rest == 0) {
            return Optional.empty();
        }
        ByteString data = read((int) Math.min(pace.chunk(), rest));
        number++;
        read += data.size();
        rest -= data.size();
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

    private ByteString read(int bytes) {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        try {
            while (buffer.hasRemaining()) {
                if (dataset.channel().read(buffer, read + buffer.position()) < 0) {
                    throw new InvalidRequestException(
                            "\"" + dataset.path() + "\" became shorter while it was uploaded");
                }
            }
        } catch (ClosedByInterruptException e) {
            throw new CallCancelledException("interrupted while reading the dataset", e, Charge.NONE);
        } catch (IOException e) {
            throw new InvalidRequestException("cannot read \"" + dataset.path() + "\": " + e, e);
        }
        return UnsafeByteOperations.unsafeWrap(buffer.flip());
    }

    /** To be asked once the last byte was read, and before the provider gets it. */
    static void requireUnchanged(OpenDataset dataset) {
        dataset.changed().ifPresent(change -> {
            throw new InvalidRequestException(change.describe());
        });
    }

    @Override
    public void taken() {
        progress.report(read, dataset.size());
    }

    /** The dataset is another's to close: a second attempt reads it again. */
    @Override
    public void close() {}
}
