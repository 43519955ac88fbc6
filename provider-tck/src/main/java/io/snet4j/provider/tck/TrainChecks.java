package io.snet4j.provider.tck;

import io.grpc.Status.Code;
import io.snet4j.wire.training.TrainingProto.Status;
import java.util.List;
import java.util.Set;

/** Rules about training, and about the status of what was trained. */
final class TrainChecks {
    private static final Set<Status> TAKEN = Set.of(Status.TRAINING, Status.READY_TO_USE);
    private static final int AT_ONCE = 20;
    private static final int QUESTIONS = 10;

    /** A training that is shorter than so many questions for its status may be over before the next call. */
    private static final int SHORT = 5;

    /** Two trainings may follow each other where they were meant to be at once, but not each time. */
    private static final int TRIES = 3;

    private TrainChecks() {}

    static void beforeValidation(Probe probe) {
        String model = probe.daemon.model();
        probe.daemon.train(model).requireRefused("the model has no dataset, and a daemon takes money for an answer");
        probe.requireStatus(model, Status.CREATED, "after its training was refused");
    }

    static void errored(Probe probe) {
        String model = probe.daemon.model();
        StreamChecks.requireNotTaken(probe, model);
        Status before = probe.daemon.status(model).required();
        probe.daemon.train(model).requireRefused("the dataset is bad, and a daemon takes money for an answer");
        probe.requireStatus(model, before, "after its training was refused");
    }

    static void refusalHasWords(Probe probe) {
        Answer<Status> answer = probe.daemon.train(probe.daemon.model());
        answer.requireRefused("the model has no dataset");
        String description = answer.status().getDescription();
        if (answer.status().getCode() == Code.UNKNOWN || description == null || description.isBlank()) {
            throw new BrokenRule("train_model of a model without a dataset was refused as " + answer.words());
        }
    }

    static void good(Probe probe) {
        String model = probe.validatedModel();
        requireTaken(probe.daemon.train(model).required(), "train_model answered ");
        requireTaken(probe.daemon.status(model).required(), "after train_model, the model is ");
        probe.requireSettled(model, Status.READY_TO_USE, "after training");
    }

    private static void requireTaken(Status status, String what) {
        if (!TAKEN.contains(status)) {
            throw new BrokenRule(what + status + ", and not TRAINING or READY_TO_USE");
        }
    }

    static void again(Probe probe) {
        String model = probe.readyModel();
        Answer<Status> answer = probe.daemon.train(model);
        if (!answer.isGiven()) {
            answer.requireRefused("it may be, since the model is ready");
        }
        probe.requireSettled(model, Status.READY_TO_USE, "after a second train_model");
    }

    static void onceAtATime(Probe probe) {
        String model = probe.validatedModel();
        probe.daemon.train(model).required();
        boolean isShort = false;
        for (int i = 0; i < SHORT; i++) {
            isShort |= probe.daemon.status(model).required() != Status.TRAINING;
        }
        probe.requireSettled(model, Status.READY_TO_USE, "after training");
        if (!isShort) {
            requireSecondRefused(probe);
        }
    }

    private static void requireSecondRefused(Probe probe) {
        for (int i = 1; i <= TRIES; i++) {
            String model = probe.validatedModel();
            probe.daemon.train(model).required();
            Answer<Status> second = probe.daemon.train(model);
            probe.requireSettled(model, Status.READY_TO_USE, "after two calls of train_model at once");
            if (!second.isGiven()) {
                second.requireRefused("the model is TRAINING");
                return;
            }
        }
        throw new BrokenRule("a second train_model was answered while the model was TRAINING, in each of " + TRIES
                + " tries, and a daemon takes money for both");
    }

    static void statusAskedOften(Probe probe) {
        String model = probe.readyModel();
        for (int i = 0; i < QUESTIONS; i++) {
            List<Status> answers =
                    AtOnce.run(AT_ONCE, () -> probe.daemon.status(model).required());
            for (Status answer : answers) {
                if (answer != Status.READY_TO_USE) {
                    throw new BrokenRule("the status of a model that was READY_TO_USE was answered as " + answer);
                }
            }
        }
    }
}
