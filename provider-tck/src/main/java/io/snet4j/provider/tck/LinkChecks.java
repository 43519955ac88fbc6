package io.snet4j.provider.tck;

import io.snet4j.wire.training.TrainingProto.Status;

/** Rules about datasets by link. */
final class LinkChecks {
    private LinkChecks() {}

    static void good(Probe probe) {
        String model = probe.daemon.model();
        probe.daemon.validateLink(model, probe.link("good", probe.good)).required();
        probe.requireSettled(model, Status.VALIDATED, "after a link to a good dataset");
    }

    static void bad(Probe probe) {
        String model = probe.daemon.model();
        Answer<Status> answer = probe.daemon.validateLink(model, probe.link("bad", probe.bad));
        if (answer.isGiven()) {
            probe.requireSettled(model, Status.ERRORED, "after a link to a bad dataset");
        } else {
            answer.requireRefused("the dataset is bad");
        }
    }

    static void missingFile(Probe probe) {
        requireNeverValidated(probe, probe.link("missing", probe.good), "after a link that is answered with 404");
    }

    static void cutOff(Probe probe) {
        requireNeverValidated(probe, probe.link("cut", probe.good), "after a link whose file was cut off");
    }

    static void unresolved(Probe probe) {
        requireNeverValidated(probe, "http://snet4j-tck.invalid/" + probe.good.fileName(), "after a link to no host");
    }

    static void forbiddenScheme(Probe probe) {
        String model = probe.daemon.model();
        probe.daemon
                .validateLink(model, "file:///etc/hostname")
                .requireRefused("a daemon takes money for an answer, and the link has the scheme file");
        probe.requireStatus(model, Status.CREATED, "after a link with the scheme file was refused");
    }

    static void empty(Probe probe) {
        String model = probe.daemon.model();
        probe.daemon.validateLink(model, "").requireRefused("there is no link, and a daemon takes money for an answer");
        probe.requireStatus(model, Status.CREATED, "after a request without a link was refused");
    }

    /** Refused at once, or an error later, or as it was before: a provider may choose. */
    private static void requireNeverValidated(Probe probe, String link, String when) {
        String model = probe.daemon.model();
        Answer<Status> answer = probe.daemon.validateLink(model, link);
        if (!answer.isGiven()) {
            answer.requireRefused("the link gives no dataset");
        }
        if (probe.daemon.settled(model) == Status.VALIDATED) {
            throw new BrokenRule("the model is VALIDATED " + when);
        }
    }
}
