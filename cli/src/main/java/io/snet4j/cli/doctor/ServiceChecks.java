package io.snet4j.cli.doctor;

import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.errors.SnetException;
import io.snet4j.internal.call.ServiceParts;
import io.snet4j.payment.OwnChannel;
import io.snet4j.payment.PaymentPlan;
import io.snet4j.payment.Payments;
import io.snet4j.registry.Pricing;
import io.snet4j.training.TrainingAvailability;
import io.snet4j.value.Cogs;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** One service: what is published of it, its daemon, and what paying it would take. */
final class ServiceChecks {
    private final SnetClient reader;
    private final Optional<SnetClient> payer;
    private final Findings findings;

    /** @param payer empty if it cannot pay */
    ServiceChecks(SnetClient reader, Optional<SnetClient> payer, Findings findings) {
        this.reader = reader;
        this.payer = payer;
        this.findings = findings;
    }

    void run(boolean node, Target target) {
        if (!target.isNamed()) {
            return;
        }
        if (!node) {
            findings.skipped("the node or a contract is wrong", "service", "daemon", "payment");
            return;
        }
        findings.look(
                        "service",
                        "snet4j orgs and snet4j services list what there is; --endpoint URI names another daemon",
                        () -> target.open(payer.orElse(reader)))
                .ifPresentOrElse(this::run, () -> findings.skipped("the service is wrong", "daemon", "payment"));
    }

    private void run(ServiceClient opened) {
        try (opened) {
            findings.ok(
                    "service",
                    "group " + opened.group().name() + ", daemons at "
                            + opened.group().endpoints());
            findings.check(
                    "api",
                    "tell the provider; calls by a program's own stubs still work",
                    () -> "methods that are published: "
                            + opened.api().methods().size());
            boolean daemon = daemon(opened);
            if (daemon && payer.isPresent()) {
                payment(opened.payments(), price(opened.group().pricing()));
                channels(opened.payments());
                freeCalls(opened);
            } else {
                findings.skipped(daemon ? "there is no key that signs" : "the daemon is wrong", "payment");
            }
        }
    }

    private boolean daemon(ServiceClient opened) {
        return findings.check(
                "daemon",
                "ask the provider whether it runs; --endpoint URI tries another, snet4j network set NAME"
                        + " SNET4J_TLS_TRUSTED=FILE names an authority to believe",
                () -> {
                    TrainingAvailability availability = opened.training().availability();
                    if (availability instanceof TrainingAvailability.Unknown unknown) {
                        throw unknown.cause();
                    }
                    String version = opened.unwrap(ServiceParts.class)
                            .flatMap(parts -> parts.release().get())
                            .map(release -> "version " + release)
                            .orElse("of a version that it does not tell");
                    String training =
                            availability instanceof TrainingAvailability.Enabled ? "trains" : "does not train";
                    return "answers, " + version + ", " + training;
                });
    }

    private static Cogs price(Pricing pricing) {
        if (pricing instanceof Pricing.Fixed fixed) {
            return fixed.price();
        }
        return ((Pricing.PerMethod) pricing)
                .prices().values().stream().max(Comparator.naturalOrder()).orElse(Cogs.ZERO);
    }

    private void payment(Payments payments, Cogs price) {
        findings.look("payment", "see what is said of tokens and limits above", () -> payments.plan(price))
                .ifPresent(plan -> plan.obstacle()
                        .ifPresentOrElse(
                                obstacle -> findings.wrong(
                                        "payment",
                                        ExitCode.PAYMENT,
                                        "a call costs up to " + price + ": " + obstacle,
                                        "see what is said of tokens and limits above; snet4j network show has the limits"),
                                () -> findings.ok("payment", "a call costs up to " + price + how(plan))));
    }

    private static String how(PaymentPlan plan) {
        if (plan.unpaid().isPresent()) {
            return "; its daemon takes no payment";
        }
        if (plan.transactions().isEmpty()) {
            return plan.channelId().map(id -> ", from channel " + id).orElse("");
        }
        return ", after " + plan.transactions().size() + " transactions that deposit " + plan.deposit()
                + " for fees of at most " + plan.maxFee();
    }

    private void channels(Payments payments) {
        findings.look("channels", "snet4j channels list has them all", () -> {
            List<OwnChannel> channels = payments.channels();
            Optional<String> ban = payments.ban();
            ban.ifPresent(why -> findings.wrong(
                    "channels",
                    ExitCode.PAYMENT,
                    "nothing more is signed for this service: " + why,
                    "if it is trusted again, a program calls payments().liftBan()"));
            if (ban.isEmpty()) {
                findings.ok("channels", channels.size() + " to this group");
            }
            return channels.size();
        });
    }

    private void freeCalls(ServiceClient opened) {
        if (opened.group().freeCalls().orElse(0) == 0) {
            findings.ok("free calls", "the service gives none");
            return;
        }
        try {
            findings.ok("free calls", opened.payments().freeCallsLeft() + " are left");
        } catch (SnetException e) {
            // Whoever gets none pays.
            findings.note("free calls", String.valueOf(e.getMessage()), "calls are paid instead");
        }
    }
}
