package io.snet4j.internal.training;

import com.google.protobuf.ByteString;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.internal.call.UploadPace;
import io.snet4j.internal.call.UploadSource;
import io.snet4j.internal.dataset.OpenDataset;
import io.snet4j.training.ModelId;
import io.snet4j.wire.training.TrainingProto.UploadInput;
import java.util.Optional;

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
}
