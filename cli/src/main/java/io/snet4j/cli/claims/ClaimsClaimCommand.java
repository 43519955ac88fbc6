package io.snet4j.cli.claims;

import io.snet4j.cli.command.ChannelIds;
import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.ServiceArguments;
import io.snet4j.cli.command.SnetCommand;
import io.snet4j.cli.command.TransactionOptions;
import io.snet4j.cli.money.Amounts;
import io.snet4j.cli.money.TransactionPlan;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.Printed;
import io.snet4j.cli.shell.RefusedException;
import io.snet4j.provider.Claim;
import io.snet4j.provider.ClaimReport;
import io.snet4j.provider.ClaimablePayment;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import io.snet4j.value.Wei;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code snet4j claims claim}. */
@Command(
        name = "claim",
        description = {
            "Takes what customers signed: it goes to the escrow balance of the payment address. Claims that were"
                    + " interrupted are finished first. Up to 50 channels are claimed in one transaction.",
            "Needs the key of the payment address. Let one program at a time claim for it."
        },
        footer = {
            "",
            "Examples:",
            "  snet4j claims claim example-org example-service --all --dry-run",
            "  snet4j claims claim example-org example-service --min 0.00001FET --yes"
        })
@Printed(ClaimsClaimCommand.Claimed.class)
final class ClaimsClaimCommand extends SnetCommand {
    /**
     * @param sent false with --dry-run, and if there is nothing to be claimed
     * @param maxFee what it may cost, or might have, in wei
     * @param claims what was claimed, or would be
     * @param amount of all of them
     * @param failures why nothing was claimed, by channel
     * @param escrow the balance afterwards
     */
    record Claimed(
            boolean sent, Wei maxFee, List<Made> claims, Cogs amount, Map<String, String> failures, Cogs escrow) {}

    /** @param transaction its hash; empty if nothing was sent */
    record Made(ChannelId channel, Cogs amount, Optional<String> transaction) {}

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ServiceArguments service;

    @Parameters(
            index = "2..*",
            paramLabel = "ID",
            converter = ChannelIds.class,
            description = "The channels to claim from.")
    private List<ChannelId> ids = new ArrayList<>();

    @Option(names = "--all", description = "Claim from all channels; so it is done if none are named.")
    private boolean all;

    @Option(
            names = "--min",
            paramLabel = "AMOUNT",
            converter = Amounts.class,
            description = "Leave out channels that bring less.")
    private @Nullable Cogs least;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private TransactionOptions options;

    ClaimsClaimCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        if (all && !ids.isEmpty()) {
            throw wrongUsage("name channels by ID, or say --all");
        }
        try (Earnings earnings = Earnings.open(context(), service)) {
            List<ClaimablePayment> payments = wanted(earnings.list());
            Cogs amount = Earnings.sum(payments);
            Wei fee = earnings.fee(payments);
            TransactionPlan plan = new TransactionPlan(List.of(new TransactionPlan.Step("claim", amount, fee)));
            if (payments.isEmpty() || !options.agreed(context(), what(payments), plan)) {
                List<Made> would = payments.stream()
                        .map(payment -> new Made(payment.channelId(), payment.amount(), Optional.empty()))
                        .toList();
                print(new Claimed(false, fee, would, amount, Map.of(), earnings.balance()));
                return ExitCode.OK;
            }
            ClaimReport report = earnings.claim(payments);
            print(claimed(report, fee, earnings.balance()));
            return report.failures().values().stream()
                    .findFirst()
                    .map(ExitCode::of)
                    .orElse(ExitCode.OK);
        }
    }

    private List<ClaimablePayment> wanted(List<ClaimablePayment> payments) {
        for (ChannelId id : ids) {
            if (payments.stream().noneMatch(payment -> payment.channelId().equals(id))) {
                throw new RefusedException(
                        "there is nothing to be claimed from channel " + id
                                + "; snet4j claims list shows what there is",
                        ExitCode.NOT_FOUND);
            }
        }
        return payments.stream()
                .filter(payment -> ids.isEmpty() || ids.contains(payment.channelId()))
                .filter(payment -> least == null
                        || ofChannel(payments, payment.channelId()).compareTo(least) >= 0)
                .toList();
    }

    /** What was interrupted and what came since are claimed together. */
    private static Cogs ofChannel(List<ClaimablePayment> payments, ChannelId id) {
        return Earnings.sum(payments.stream()
                .filter(payment -> payment.channelId().equals(id))
                .toList());
    }

    private static String what(List<ClaimablePayment> payments) {
        return "the claim of " + Earnings.sum(payments) + " from "
                + Earnings.channels(payments).size() + " channel(s)";
    }

    private static Claimed claimed(ClaimReport report, Wei fee, Cogs balance) {
        Map<String, String> failures = new TreeMap<>();
        report.failures().forEach((id, why) -> failures.put(id.toString(), String.valueOf(why.getMessage())));
        return new Claimed(
                true,
                fee,
                report.claims().stream()
                        .map(claim -> new Made(
                                claim.channelId(),
                                claim.amount(),
                                Optional.of(claim.receipt().transactionHash())))
                        .toList(),
                report.claims().stream().map(Claim::amount).reduce(Cogs.ZERO, Cogs::plus),
                failures,
                balance);
    }

    private void print(Claimed claimed) {
        output().print(claimed, shown -> {
            if (!shown.sent()) {
                output().line(
                                shown.claims().isEmpty()
                                        ? "There is nothing to be claimed."
                                        : "Nothing was sent. It would be, with a fee of at most " + shown.maxFee()
                                                + ":");
            }
            shown.claims().forEach(made -> output().field("channel " + made.channel(), made.amount()));
            shown.failures().forEach((id, why) -> output().field("channel " + id, why));
            output().field(shown.sent() ? "claimed" : "to be claimed", shown.amount());
            output().field("escrow", shown.escrow());
        });
    }
}
