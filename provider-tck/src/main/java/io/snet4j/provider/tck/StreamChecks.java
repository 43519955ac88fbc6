package io.snet4j.provider.tck;

import io.snet4j.wire.training.TrainingProto.Status;
import java.util.Set;

/** Rules about datasets that are uploaded as a whole. */
final class StreamChecks {
    private static final Set<Status> TAKEN = Set.of(Status.VALIDATING, Status.VALIDATED);

    private StreamChecks() {}

    static void good(Probe probe) {
        probe.validatedModel();
    }

    static void inOneMessage(Probe probe) {
        String model = probe.daemon.model();
        probe.daemon
                .upload()
                .send(UploadMessages.few(model, probe.good))
                .finish()
                .required();
        probe.requireSettled(model, Status.VALIDATED, "after a good dataset in one message");
    }

    static void answer(Probe probe) {
        String model = probe.daemon.model();
        Status answer = probe.upload(model, probe.good).required();
        Status next = probe.daemon.status(model).required();
        if (!TAKEN.contains(answer)) {
            throw new BrokenRule("upload_and_validate answered " + answer + " to a good dataset");
        }
        if (!TAKEN.contains(next)) {
            throw new BrokenRule("the model is " + next + " after upload_and_validate was answered " + answer);
        }
    }

    static void bad(Probe probe) {
        requireNotTaken(probe, probe.daemon.model());
    }

    /** A refusal is as good: a daemon charges nothing for it. */
    static void requireNotTaken(Probe probe, String model) {
        Answer<Status> answer = probe.upload(model, probe.bad);
        if (answer.isGiven()) {
            probe.requireSettled(model, Status.ERRORED, "after a bad dataset");
        } else {
            answer.requireRefused("the dataset is bad");
            probe.requireSettled(model, Status.CREATED, "after a bad dataset was refused");
        }
    }

    static void again(Probe probe) {
        String model = probe.validatedModel();
        probe.upload(model, probe.good).required();
        probe.requireSettled(model, Status.VALIDATED, "after a second good dataset");
    }

    static void againAfterError(Probe probe) {
        String model = probe.daemon.model();
        requireNotTaken(probe, model);
        probe.upload(model, probe.good).required();
        probe.requireSettled(model, Status.VALIDATED, "after a bad dataset and a good one");
    }
}
