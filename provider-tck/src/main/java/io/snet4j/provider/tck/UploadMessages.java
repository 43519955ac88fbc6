package io.snet4j.provider.tck;

import com.google.protobuf.ByteString;
import io.snet4j.provider.tck.ProviderUnderTest.Dataset;
import io.snet4j.wire.training.TrainingProto.UploadInput;
import java.util.ArrayList;
import java.util.List;

/** A dataset as the messages of one upload. */
final class UploadMessages {
    private static final int LARGEST = 1 << 20;
    private static final int PARTS = 4;

    private UploadMessages() {}

    /** At least three messages. */
    static List<UploadInput> several(String model, Dataset dataset) {
        return of(model, dataset, Math.min(LARGEST, (dataset.bytes().length + PARTS - 1) / PARTS));
    }

    /** Of one message, or of as few as a message's size allows. */
    static List<UploadInput> few(String model, Dataset dataset) {
        return of(model, dataset, Math.min(3 * LARGEST, dataset.bytes().length));
    }

    private static List<UploadInput> of(String model, Dataset dataset, int size) {
        ByteString bytes = ByteString.copyFrom(dataset.bytes());
        int count = (bytes.size() + size - 1) / size;
        List<UploadInput> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            messages.add(UploadInput.newBuilder()
                    .setModelId(model)
                    .setFileName(dataset.fileName())
                    .setFileSize(bytes.size())
                    .setBatchSize(size)
                    .setBatchNumber(i + 1)
                    .setBatchCount(count)
                    .setData(bytes.substring(i * size, Math.min((i + 1) * size, bytes.size())))
                    .build());
        }
        return messages;
    }
}
