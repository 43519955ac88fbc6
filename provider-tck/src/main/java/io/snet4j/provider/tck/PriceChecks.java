package io.snet4j.provider.tck;

import io.snet4j.wire.training.TrainingProto.Status;
import java.util.function.Supplier;

/** Rules about prices. */
final class PriceChecks {
    private PriceChecks() {}

    static void ofValidation(Probe probe) {
        probe.daemon.validationPrice(probe.daemon.model()).required();
    }

    static void ofTraining(Probe probe) {
        probe.daemon.trainingPrice(probe.validatedModel()).required();
    }

    static void holds(Probe probe) {
        String model = probe.validatedModel();
        requireSame(() -> probe.daemon.validationPrice(model));
        requireSame(() -> probe.daemon.trainingPrice(model));
    }

    static void changesNothing(Probe probe) {
        String model = probe.daemon.model();
        probe.daemon.validationPrice(model).required();
        probe.requireStatus(model, Status.CREATED, "after a question for the price of its validation");
        String validated = probe.validatedModel();
        probe.daemon.validationPrice(validated).required();
        probe.daemon.trainingPrice(validated).required();
        probe.requireStatus(validated, Status.VALIDATED, "after questions for its prices");
    }

    private static void requireSame(Supplier<Answer<Long>> question) {
        Answer<Long> first = question.get();
        Answer<Long> second = question.get();
        if (!first.required().equals(second.required())) {
            throw new BrokenRule(first.call() + " said " + Long.toUnsignedString(first.required()) + " and then "
                    + Long.toUnsignedString(second.required()));
        }
    }
}
