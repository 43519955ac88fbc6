package io.snet4j.cli.claims;

import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.ServiceArguments;
import io.snet4j.cli.command.SnetCommand;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.Printed;
import io.snet4j.cli.shell.Table;
import io.snet4j.provider.ClaimablePayment;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import io.snet4j.value.Wei;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code snet4j claims list}. */
@Command(
        name = "list",
        description = {
            "Shows what can be claimed, by channel: what daemon and chain say together. Sends no transaction.",
            "Needs the key of the payment address, for which daemons ask."
        },
        footer = {
            "",
            "Examples:",
            "  snet4j claims list example-org example-service",
            "  snet4j claims list example-org example-service --json"
        })
@Printed(ClaimsListCommand.Claimable.class)
final class ClaimsListCommand extends SnetCommand {
    /**
     * @param block the present one
     * @param total of all payments
     * @param maxFee what claiming all of them may cost, in wei
     */
    record Claimable(BlockNumber block, List<Listed> payments, Cogs total, Wei maxFee) {}

    /**
     * @param expiration from this block on the payer may take the money back
     * @param inProgress whether an earlier claim of it was interrupted
     */
    record Listed(
            ChannelId channel,
            Address payer,
            ChannelNonce nonce,
            Cogs amount,
            BlockNumber expiration,
            boolean inProgress) {
        static Listed of(ClaimablePayment payment) {
            return new Listed(
                    payment.channelId(),
                    payment.payer(),
                    payment.nonce(),
                    payment.amount(),
                    payment.expiration(),
                    payment.inProgress());
        }
    }

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ServiceArguments service;

    ClaimsListCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        try (Earnings earnings = Earnings.open(context(), service)) {
            List<ClaimablePayment> payments = earnings.list();
            print(new Claimable(
                    earnings.now(),
                    payments.stream().map(Listed::of).toList(),
                    Earnings.sum(payments),
                    earnings.fee(payments)));
        }
        return ExitCode.OK;
    }

    private void print(Claimable claimable) {
        output().print(claimable, shown -> {
            if (shown.payments().isEmpty()) {
                output().line("There is nothing to be claimed.");
                return;
            }
            Table table = new Table("CHANNEL", "AMOUNT", "NONCE", "EXPIRES", "STATE", "PAYER");
            shown.payments()
                    .forEach(payment -> table.row(
                            payment.channel(),
                            payment.amount(),
                            payment.nonce(),
                            expires(payment, shown.block()),
                            payment.inProgress() ? "in progress" : "unclaimed",
                            payment.payer()));
            output().table(table);
            output().field("in all", shown.total() + "; claiming it costs at most " + shown.maxFee());
        });
    }

    private static String expires(Listed payment, BlockNumber now) {
        return payment.expiration().isAfter(now)
                ? "in " + payment.expiration().minus(now) + " blocks"
                : "expired at block " + payment.expiration();
    }
}
