package io.snet4j.cli.provider;

import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.chain.Chain;
import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.ServiceArguments;
import io.snet4j.cli.command.SnetCommand;
import io.snet4j.cli.command.TransactionOptions;
import io.snet4j.cli.money.TransactionPlan;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.Printed;
import io.snet4j.cli.shell.RefusedException;
import io.snet4j.provider.Claim;
import io.snet4j.provider.ClaimReport;
import io.snet4j.provider.ProviderClaims;
import io.snet4j.provider.UnclaimedPayment;
import io.snet4j.value.Address;
import io.snet4j.value.Cogs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code snet4j provider claim}. */
@Command(
        name = "claim",
        description = {
            "Collects what the daemon was paid, from all channels: it goes to the escrow balance of the payment address.",
            "Needs the key of that address. Claims that were interrupted are finished first."
        },
        footer = {
            "",
            "Examples:",
            "  snet4j provider claim example-org example-service --dry-run",
            "  snet4j provider claim example-org example-service --yes"
        })
@Printed(ProviderClaimCommand.Claimed.class)
final class ProviderClaimCommand extends SnetCommand {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /**
     * @param sent false with --dry-run, and if there is nothing to be claimed
     * @param amount what was claimed, or would be
     * @param channels from how many
     * @param failures why nothing was claimed, by channel
     * @param escrow the balance afterwards
     */
    record Claimed(boolean sent, Cogs amount, int channels, Map<String, String> failures, Cogs escrow) {}

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ServiceArguments service;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private TransactionOptions options;

    ProviderClaimCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        try (SnetClient client = context().client();
                ServiceClient opened = service.open(client);
                Chain chain = Chain.connect(context().settings().node(), TIMEOUT)) {
            Address recipient = opened.group().recipient();
            if (!client.identity().address().equals(recipient)) {
                throw new RefusedException(
                        "the key is that of " + client.identity().address() + ", and payments are for " + recipient
                                + "; use that one's key with --key NAME",
                        ExitCode.PAYMENT);
            }
            try (ProviderClaims claims = ProviderClaims.connect(
                    opened.group().endpoints().get(0), chain, client.network().escrow(), client.identity())) {
                return claim(client, claims, chain);
            }
        }
    }

    private int claim(SnetClient client, ProviderClaims claims, Chain chain) {
        List<UnclaimedPayment> payments = Stream.concat(
                        claims.listInProgress().stream(), claims.listUnclaimed().stream())
                .toList();
        Cogs all = payments.stream().map(UnclaimedPayment::amount).reduce(Cogs.ZERO, Cogs::plus);
        TransactionPlan plan = new TransactionPlan(
                List.of(new TransactionPlan.Step("claim", all, ClaimFee.atMost(client, chain, payments.size()))));
        if (payments.isEmpty() || !options.agreed(context(), "the claim of " + all, plan)) {
            print(new Claimed(
                    false, all, payments.size(), Map.of(), client.account().escrowBalance()));
            return ExitCode.OK;
        }
        ClaimReport report = claims.claimAll();
        Map<String, String> failures = new TreeMap<>();
        report.failures().forEach((id, why) -> failures.put(id.toString(), String.valueOf(why.getMessage())));
        print(new Claimed(
                true,
                report.claims().stream().map(Claim::amount).reduce(Cogs.ZERO, Cogs::plus),
                (int) report.claims().stream().map(Claim::channelId).distinct().count(),
                failures,
                client.account().escrowBalance()));
        return report.failures().values().stream().findFirst().map(ExitCode::of).orElse(ExitCode.OK);
    }

    private void print(Claimed claimed) {
        output().print(claimed, shown -> {
            if (!shown.sent()) {
                output().line(
                                shown.channels() == 0
                                        ? "There is nothing to be claimed."
                                        : "Nothing was sent. To be claimed:");
            }
            output().field("claimed", shown.amount() + " from " + shown.channels() + " channel(s)");
            shown.failures().forEach((id, why) -> output().field("channel " + id, why));
            output().field("escrow", shown.escrow());
        });
    }
}
