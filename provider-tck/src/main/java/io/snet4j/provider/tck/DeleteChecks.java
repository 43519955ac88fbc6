package io.snet4j.provider.tck;

import io.grpc.Status.Code;
import io.snet4j.wire.training.TrainingProto.Status;
import java.util.List;

/** Rules about models that are deleted. */
final class DeleteChecks {
    private static final int QUESTIONS = 20;

    private DeleteChecks() {}

    static void answer(Probe probe) {
        String model = probe.daemon.model();
        Status answer = probe.daemon.delete(model).required();
        if (answer != Status.DELETED) {
            throw new BrokenRule("delete_model answered " + answer + ", and not DELETED");
        }
        requireDeleted(probe, model, "after delete_model");
    }

    static void twice(Probe probe) {
        String model = probe.daemon.model();
        probe.daemon.delete(model).required();
        Answer<Status> second = probe.daemon.delete(model);
        if (!second.isGiven()) {
            second.requireRefusedAs(List.of(Code.NOT_FOUND), "the model was deleted");
        } else if (second.required() != Status.DELETED) {
            throw new BrokenRule("the second delete_model answered " + second.required() + ", and not DELETED");
        }
    }

    static void isRefused(Probe probe) {
        String model = probe.validatedModel();
        probe.daemon.delete(model).required();
        String why = "the model was deleted, and a daemon takes money for an answer";
        probe.daemon.train(model).requireRefused(why);
        probe.daemon.validateLink(model, "http://127.0.0.1:1/data.zip").requireRefused(why);
        probe.upload(model, probe.good).requireRefused(why);
        requireDeleted(probe, model, "after it refused upload, link and training");
    }

    static void duringTraining(Probe probe) {
        String model = probe.validatedModel();
        probe.daemon.train(model).required();
        probe.daemon.delete(model).required();
        Daemon.Pause pause = probe.daemon.pause();
        for (int i = 0; i < QUESTIONS; i++) {
            requireDeleted(probe, model, "after it was deleted while it was TRAINING");
            pause.next(() -> "the questions for the status of a deleted model took long");
        }
    }

    static void requireDeleted(Probe probe, String model, String when) {
        Answer<Status> status = probe.daemon.status(model);
        if (!status.isGiven()) {
            status.requireRefusedAs(List.of(Code.NOT_FOUND), "the model was deleted");
        } else if (status.required() != Status.DELETED) {
            throw new BrokenRule("the model is " + status.required() + " " + when + ", and not DELETED");
        }
    }
}
