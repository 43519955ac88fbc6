package io.snet4j.provider.tck;

import io.snet4j.internal.text.ForeignText;
import io.snet4j.wire.training.TrainingProto.Status;
import java.util.Set;

/** Rules about a provider that was ended and started again. */
final class RestartChecks {
    private RestartChecks() {}

    static void keepsModels(Probe probe) {
        String created = probe.daemon.model();
        String validated = probe.validatedModel();
        String ready = probe.readyModel();
        probe.restart();
        probe.requireStatus(created, Status.CREATED, "after a restart");
        probe.requireStatus(validated, Status.VALIDATED, "after a restart");
        probe.requireStatus(ready, Status.READY_TO_USE, "after a restart");
    }

    static void keepsDataset(Probe probe) {
        String model = probe.validatedModel();
        probe.restart();
        probe.daemon.train(model).required();
        probe.requireSettled(model, Status.READY_TO_USE, "after a restart and training");
    }

    static void keepsDeleted(Probe probe) {
        String model = probe.daemon.model();
        probe.daemon.delete(model).required();
        probe.restart();
        DeleteChecks.requireDeleted(probe, model, "after it was deleted and the provider started again");
    }

    static void givesNoOldId(Probe probe) {
        probe.daemon.model();
        Set<String> before = probe.daemon.created();
        probe.restart();
        String id = probe.daemon.model();
        if (before.contains(id)) {
            throw new BrokenRule("create_model gave the id " + ForeignText.of(id, 200) + " before and after a restart");
        }
    }
}
