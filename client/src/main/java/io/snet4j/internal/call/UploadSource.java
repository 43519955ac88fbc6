package io.snet4j.internal.call;

import io.snet4j.wire.training.TrainingProto.UploadInput;
import java.util.Optional;

/** The messages of one upload, in order. What its methods throw cancels the upload. */
public interface UploadSource extends AutoCloseable {
    /**
     * @param pace says how large it should be
     * @return empty after the last
     */
    Optional<UploadInput> next(UploadPace pace);

    /** The transport has taken what {@link #next} gave last; called once before the first, too. */
    void taken();

    @Override
    void close();

    /** Starts from the first message. */
    @FunctionalInterface
    interface Factory {
        UploadSource open();
    }
}
