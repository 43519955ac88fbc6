package io.snet4j.internal.call;

import io.snet4j.wire.training.TrainingProto.UploadInput;
import java.util.Optional;

/** The messages of one upload, in order. What its methods throw cancels the upload. */
public interface UploadSource extends AutoCloseable {
    /**
     * Its data is good until this source is asked for anything else: sending it copies it. That of the first message
     * stays, since the first may be sent again to another daemon.
     *
     * @param pace says how large it should be
     * @return empty after the last
     */
    Optional<UploadInput> next(UploadPace pace);

    /** Reads what {@link #next} will probably give, while the transport is busy with what it gave last. */
    void readAhead(UploadPace pace);

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
