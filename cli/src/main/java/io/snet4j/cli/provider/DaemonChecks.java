package io.snet4j.cli.provider;

import io.snet4j.DaemonHealth;
import io.snet4j.ServiceClient;
import io.snet4j.cli.doctor.Findings;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.internal.transport.DaemonRelease;
import io.snet4j.training.TrainingAvailability;
import io.snet4j.training.TrainingMetadata;
import io.snet4j.value.MethodRef;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The daemons as clients see them. */
final class DaemonChecks {
    private final ServiceClient opened;
    private final Findings findings;

    DaemonChecks(ServiceClient opened, Findings findings) {
        this.opened = opened;
        this.findings = findings;
    }

    /** @return whether one of them answers */
    boolean run(boolean apiReadable) {
        boolean answers = false;
        for (DaemonHealth daemon : opened.daemons()) {
            if (daemon.problem().isPresent()) {
                findings.wrong(
                        "daemon",
                        ExitCode.SERVICE,
                        daemon.endpoint() + ": " + daemon.problem().get(),
                        "start snetd there; if it runs, look whether its daemon_endpoint, and what stands before it, is"
                                + " what is published");
            } else {
                answers = true;
                answers(daemon);
            }
        }
        if (answers) {
            training(apiReadable);
        } else {
            findings.skipped("no daemon answers", "training");
        }
        return answers;
    }

    private void answers(DaemonHealth daemon) {
        findings.ok("daemon", daemon.endpoint() + ", " + daemon.release().orElse("of a release that it does not tell"));
        daemon.release()
                .flatMap(DaemonRelease::parse)
                .filter(release -> !release.takesStreams())
                .ifPresent(release -> findings.note(
                        "daemon",
                        release + " takes datasets by link only",
                        "tell users so, and see that the provider reaches the links"));
    }

    private void training(boolean apiReadable) {
        TrainingAvailability availability = opened.training().availability();
        if (availability instanceof TrainingAvailability.Enabled enabled) {
            methods(enabled.metadata(), apiReadable);
        } else if (availability instanceof TrainingAvailability.NotEnabled not) {
            notEnabled(not.daemonText());
        } else {
            findings.look("training", "look into the daemon's log", () -> {
                throw ((TrainingAvailability.Unknown) availability).cause();
            });
        }
    }

    private void notEnabled(String said) {
        findings.wrong(
                "training",
                ExitCode.SERVICE,
                "the daemon does not train: " + said,
                "in its configuration, set model_training_enabled to true and model_maintenance_endpoint to"
                        + " http://HOST:PORT; then start it again, so that it reads the published proto file");
    }

    /** A daemon reads what is published when it starts. */
    private void methods(TrainingMetadata daemon, boolean apiReadable) {
        if (!daemon.enabled() || !daemon.inProto()) {
            notEnabled(daemon.enabled() ? "its proto file mentions no training" : "it is switched off");
            return;
        }
        if (!apiReadable) {
            findings.skipped("the published API cannot be read", "training");
            return;
        }
        Set<String> published = names(opened.api().trainableMethods().stream()
                .map(method -> method.ref())
                .collect(Collectors.toSet()));
        Set<String> known = names(daemon.methods());
        if (known.equals(published)) {
            findings.ok("training", "the daemon trains " + known);
        } else {
            findings.wrong(
                    "training",
                    ExitCode.SERVICE,
                    "the daemon trains " + known + ", and published is " + published,
                    "start the daemon again: it reads what is published at its start");
        }
    }

    private static Set<String> names(Set<MethodRef> methods) {
        return methods.stream().map(MethodRef::toString).collect(Collectors.toCollection(TreeSet::new));
    }
}
