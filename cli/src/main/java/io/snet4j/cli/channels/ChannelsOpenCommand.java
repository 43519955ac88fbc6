package io.snet4j.cli.channels;

import io.snet4j.chain.PaymentChannel;
import io.snet4j.cli.command.BlockCounts;
import io.snet4j.cli.command.Context;
import io.snet4j.cli.money.Amounts;
import io.snet4j.cli.money.Costs;
import io.snet4j.cli.money.TransactionPlan;
import io.snet4j.cli.shell.Printed;
import io.snet4j.payment.Payments;
import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code snet4j channels open}. */
@Command(
        name = "open",
        description = "Opens a channel to a service's group. Paid calls do so by themselves.",
        footer = {
            "",
            "Examples:",
            "  snet4j channels open example-org example-service 0.5FET --dry-run",
            "  snet4j channels open example-org example-service 0.5FET --yes"
        })
@Printed(ChangeCommand.Changed.class)
final class ChannelsOpenCommand extends ChangeCommand {
    @Parameters(
            index = "2",
            paramLabel = "AMOUNT",
            converter = Amounts.class,
            description = "What is put into it: 0.5FET, or cogs.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Cogs amount;

    @Option(
            names = "--blocks",
            paramLabel = "N",
            converter = BlockCounts.class,
            description = "For how many blocks from now it lives. Default: a week longer than the group asks.")
    private @Nullable BlockCount blocks;

    ChannelsOpenCommand(Context context) {
        super(context);
    }

    @Override
    String what() {
        return "opening a channel with " + amount + " for the group";
    }

    @Override
    Optional<ChannelId> id() {
        return Optional.empty();
    }

    @Override
    Optional<BlockCount> blocks() {
        return Optional.ofNullable(blocks);
    }

    @Override
    TransactionPlan plan(Costs costs, BlockNumber expiration) {
        return costs.open(amount, expiration);
    }

    @Override
    PaymentChannel send(Payments payments, BlockNumber expiration) {
        return payments.openChannel(amount, expiration);
    }
}
