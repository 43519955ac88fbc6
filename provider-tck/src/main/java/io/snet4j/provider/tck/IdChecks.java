package io.snet4j.provider.tck;

import io.grpc.Status.Code;
import java.util.List;

/** Rules about ids that name no model. */
final class IdChecks {
    private static final String NEVER = "snet4j-tck-never-created";
    private static final List<Code> NOT_FOUND = List.of(Code.NOT_FOUND);

    private IdChecks() {}

    static void unknownIsNotFound(Probe probe) {
        Daemon daemon = probe.daemon;
        String why = "the id " + NEVER + " was never given";
        daemon.status(NEVER).requireRefusedAs(NOT_FOUND, why);
        daemon.validationPrice(NEVER).requireRefusedAs(NOT_FOUND, why);
        daemon.trainingPrice(NEVER).requireRefusedAs(NOT_FOUND, why);
        daemon.delete(NEVER).requireRefusedAs(NOT_FOUND, why);
    }

    static void unknownIsNotCharged(Probe probe) {
        String why = "the id " + NEVER + " was never given, and a daemon takes money for an answer";
        probe.daemon.train(NEVER).requireRefusedAs(NOT_FOUND, why);
        probe.daemon.validateLink(NEVER, "http://127.0.0.1:1/data.zip").requireRefusedAs(NOT_FOUND, why);
        probe.upload(NEVER, probe.good).requireRefusedAs(NOT_FOUND, why);
    }

    static void emptyIsRefused(Probe probe) {
        probe.daemon.model();
        String why = "the request names no model";
        probe.daemon.status("").requireRefused(why);
        probe.daemon.train("").requireRefused(why);
        probe.daemon.delete("").requireRefused(why);
        probe.upload("", probe.good).requireRefused(why);
    }
}
