package io.snet4j.cli.doctor;

import io.snet4j.cli.money.Budget;
import io.snet4j.cli.money.Payments;
import io.snet4j.cli.settings.ClientSettings;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.internal.files.OwnerOnly;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
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
        Path channels = Path.of(settings.values().get("SNET4J_STATE_DIR"));
        boolean writable = findings.check(
                "state",
                "make " + channels + " a folder that you may write to, or name another in SNET4J_STATE_DIR",
                () -> writable(channels));
        Path audit = settings.auditFile();
        Optional<Payments> paid = findings.look(
                "payments",
                "move " + audit + " away, or name another in SNET4J_AUDIT_FILE; the limits count what is in it",
                () -> read(audit));
        if (paid.isEmpty()) {
            findings.skipped("what was paid cannot be read", "limits");
            return false;
        }
        findings.ok("payments", paid.get().all().size() + " are written down in " + audit);
        Optional<Budget> budget = findings.look(
                "limits",
                "snet4j network set NAME SNET4J_LIMIT_DAY=5FET corrects it",
                () -> new Budget(settings, clock));
        budget.ifPresent(known -> limits(known, paid.get()));
        return writable && budget.isPresent();
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

    private void limits(Budget budget, Payments payments) {
        Cogs today = payments.on(budget.today());
        boolean day = limit("SNET4J_LIMIT_DAY", budget.perDay(), today, "wait until midnight UTC, or raise it");
        boolean total = limit("SNET4J_LIMIT_TOTAL", budget.total(), payments.total(), "raise it");
        if (day && total) {
            findings.ok(
                    "limits",
                    today + " spent today" + of(budget.perDay()) + ", " + payments.total() + " in all"
                            + of(budget.total()));
        }
    }

    private boolean limit(String name, Optional<Cogs> limit, Cogs spent, String wayOut) {
        Optional<Cogs> reached = limit.filter(most -> spent.compareTo(most) >= 0);
        reached.ifPresent(most -> findings.wrong(
                "limits",
                ExitCode.PAYMENT,
                name + " is " + most + ", and " + spent + " are spent: nothing more can be paid",
                wayOut + ": snet4j network set NAME " + name + "=AMOUNT"));
        return reached.isEmpty();
    }

    private static String of(Optional<Cogs> limit) {
        return limit.map(most -> " of " + most).orElse("");
    }
}
