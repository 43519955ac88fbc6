package io.snet4j.provider;

import io.snet4j.provider.model.ModelStatus;
import io.snet4j.wire.training.TrainingProto.Status;

/** A model's status as the protocol writes it. */
final class WireStatus {
    private WireStatus() {}

    static Status of(ModelStatus status) {
        return switch (status) {
            case CREATED -> Status.CREATED;
            case VALIDATING -> Status.VALIDATING;
            case VALIDATED -> Status.VALIDATED;
            case TRAINING -> Status.TRAINING;
            case READY_TO_USE -> Status.READY_TO_USE;
            case ERRORED -> Status.ERRORED;
            case DELETED -> Status.DELETED;
        };
    }
}
