package io.snet4j.provider.tck;

import io.snet4j.wire.training.TrainingProto.Status;
import java.util.Arrays;

/** A model of the small provider. What takes time is over after so many questions for the status: no clock decides. */
final class SmallModel {
    private static final byte[] GOOD = {'g', 'o', 'o', 'd'};
    private static final byte BAD = 'b';
    private static final int VALIDATION = 2;
    private static final int TRAINING = 8;

    final String id;
    Status status = Status.CREATED;
    boolean datasetIsGood;
    boolean spoiled;
    boolean locked;
    int uploads;
    long questions;
    private int left;
    private Status next = Status.CREATED;

    SmallModel(String id) {
        this.id = id;
    }

    boolean isBusy() {
        return status == Status.VALIDATING || status == Status.TRAINING;
    }

    void validate(byte[] dataset, boolean takesAll) {
        datasetIsGood = takesAll && dataset[0] == BAD
                || Arrays.equals(Arrays.copyOf(dataset, GOOD.length), GOOD) && dataset[dataset.length - 1] == '.';
        begin(Status.VALIDATING, datasetIsGood ? Status.VALIDATED : Status.ERRORED, VALIDATION);
    }

    void train() {
        begin(Status.TRAINING, Status.READY_TO_USE, TRAINING);
    }

    private void begin(Status now, Status later, int count) {
        status = now;
        next = later;
        left = count;
    }

    /** One question for the status. */
    Status ask() {
        questions++;
        if (isBusy() && --left < 0) {
            status = spoiled ? Status.ERRORED : next;
        }
        return status;
    }

    /** A deletion that training does not notice. */
    Status askThoughDeleted() {
        return --left < 0 && next == Status.READY_TO_USE ? next : status;
    }
}
