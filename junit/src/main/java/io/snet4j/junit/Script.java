package io.snet4j.junit;

import io.grpc.Status;
import io.snet4j.value.Cogs;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What a {@link ScriptedProvider} does. */
record Script(
        Work validation,
        Work training,
        Cogs validationPrice,
        Cogs trainingPrice,
        boolean doubling,
        Map<ProviderMethod, Status> failures) {
    private static final Cogs PRICE = Cogs.ofFet("0.01");

    static final Script PLAIN = new Script(Work.atOnce(), Work.atOnce(), PRICE, PRICE, false, Map.of());

    Optional<Status> failure(ProviderMethod method) {
        return Optional.ofNullable(failures.get(method));
    }

    Script withValidation(Work work) {
        return new Script(work, training, validationPrice, trainingPrice, doubling, failures);
    }

    Script withTraining(Work work) {
        return new Script(validation, work, validationPrice, trainingPrice, doubling, failures);
    }

    Script withPrices(Cogs ofValidation, Cogs ofTraining) {
        return new Script(validation, training, ofValidation, ofTraining, doubling, failures);
    }

    Script withDoubling() {
        return new Script(validation, training, validationPrice, trainingPrice, true, failures);
    }

    Script withFailure(ProviderMethod method, Status status) {
        Map<ProviderMethod, Status> more = new EnumMap<>(ProviderMethod.class);
        more.putAll(failures);
        more.put(method, status);
        return new Script(validation, training, validationPrice, trainingPrice, doubling, Map.copyOf(more));
    }

    Script withoutFailures() {
        return new Script(validation, training, validationPrice, trainingPrice, doubling, Map.of());
    }
}
