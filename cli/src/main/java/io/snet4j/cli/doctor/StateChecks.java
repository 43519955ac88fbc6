package io.snet4j.cli.doctor;

import io.snet4j.cli.money.Budgets;
import io.snet4j.cli.money.Payments;
import io.snet4j.cli.money.Standing;
import io.snet4j.cli.settings.ClientSettings;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.internal.files.OwnerOnly;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Whether payments can be written down, and what the limits leave. */
final class StateChecks {
    private final ClientSettings settings;
    private final Clock clock;
    private final Findings findings;

    StateChecks(ClientSettings settings, Clock clock, Findings findings) {
        this.settings = settings;
        this.clock = clock;
        this.findings = findings;
    }

    /** @return whether a client can write, and what it may spend is known */
    boolean run() {
        Path channels = settings.stateDirectory();
        boolean writable = findings.check(
                "state",
                "make " + channels + " a folder that you may write to, or name another in SNET4J_STATE_DIR",
                () -> writable(channels));
        Path audit = settings.auditFile();
        Optional<Payments> paid = findings.look(
                "payments",
                "move " + audit
                        + " away, or name another in SNET4J_AUDIT_FILE; budgets that were not used yet begin with"
                        + " what is in it",
                () -> read(audit));
        if (paid.isEmpty()) {
            findings.skipped("what was paid cannot be read", "limits");
            return false;
        }
        findings.ok("payments", paid.get().all().size() + " are written down in " + audit);
        if (!writable) {
            findings.skipped("what is used of them cannot be read", "limits");
            return false;
        }
        Optional<List<Standing>> standings =
                findings.look("limits", "snet4j network set NAME SNET4J_LIMIT_DAY=5FET corrects it", () -> new Budgets(
                                settings, clock)
                        .standings());
        standings.ifPresent(this::limits);
        return standings.isPresent();
    }

    private static Payments read(Path audit) throws IOException {
        try {
            return Payments.read(audit);
        } catch (UncheckedIOException e) {
            throw new IOException("cannot read " + audit + ": " + e.getMessage(), e);
        }
    }

    private static String writable(Path folder) throws IOException {
        OwnerOnly.createFolders(folder.toAbsolutePath(), 0);
        Path probe = Files.createTempFile(folder, "doctor", ".tmp");
        Files.delete(probe);
        return folder + " can be written to";
    }

    private void limits(List<Standing> standings) {
        List<Standing> spent = standings.stream()
                .filter(standing -> standing.left().filter(Cogs::isZero).isPresent())
                .toList();
        spent.forEach(standing -> findings.wrong(
                "limits",
                ExitCode.PAYMENT,
                standing.setting() + " is " + standing.amount().orElseThrow() + ", and " + standing.used()
                        + " are spent: nothing more can be paid",
                standing.wayOut()));
        if (spent.isEmpty()) {
            Standing day = standings.get(0);
            Standing total = standings.get(1);
            findings.ok(
                    "limits",
                    day.used() + " spent today" + of(day.amount()) + ", " + total.used() + " in all"
                            + of(total.amount()));
        }
    }

    private static String of(Optional<Cogs> limit) {
        return limit.map(most -> " of " + most).orElse("");
    }
}
