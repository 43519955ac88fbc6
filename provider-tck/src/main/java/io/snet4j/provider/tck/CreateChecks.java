package io.snet4j.provider.tck;

import io.snet4j.internal.text.ForeignText;
import io.snet4j.wire.training.TrainingProto.Status;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Rules about new models. */
final class CreateChecks {
    private static final int AT_ONCE = 20;
    private static final int HUGE = 1_000_000;

    private CreateChecks() {}

    static void givesAnId(Probe probe) {
        probe.daemon.model();
    }

    static void idsDiffer(Probe probe) {
        String first = probe.daemon.model();
        String second = probe.daemon.model();
        if (first.equals(second)) {
            throw new BrokenRule("two models got the id " + ForeignText.of(first, 200));
        }
    }

    static void isCreated(Probe probe) {
        probe.requireStatus(probe.daemon.model(), Status.CREATED, "right after create_model");
    }

    static void manyAtOnce(Probe probe) {
        List<String> ids = AtOnce.run(AT_ONCE, probe.daemon::model);
        Set<String> different = new HashSet<>(ids);
        if (different.size() < AT_ONCE) {
            throw new BrokenRule(AT_ONCE + " calls gave " + different.size() + " different ids");
        }
        for (String id : different) {
            probe.requireStatus(id, Status.CREATED, "after " + AT_ONCE + " calls of create_model at once");
        }
    }

    static void hugeName(Probe probe) {
        Answer<String> answer = probe.daemon.create("n".repeat(HUGE));
        if (!answer.isGiven()) {
            answer.requireRefused("the name is huge");
        } else if (answer.required().isEmpty()) {
            throw new BrokenRule("a huge name gave neither an id nor an error");
        } else {
            probe.requireStatus(answer.required(), Status.CREATED, "with a huge name");
        }
        probe.requireStatus(probe.daemon.model(), Status.CREATED, "after another one with a huge name");
    }

    static void areApart(Probe probe) {
        String other = probe.daemon.model();
        String used = probe.validatedModel();
        probe.requireStatus(other, Status.CREATED, "after another model was validated");
        probe.daemon.delete(used).required();
        probe.requireStatus(other, Status.CREATED, "after another model was deleted");
    }
}
