package io.snet4j.cli.channels;

import io.snet4j.chain.PaymentChannel;
import io.snet4j.cli.command.ChannelIds;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code snet4j channels add}. */
@Command(
        name = "add",
        description = "Puts more into a channel to a service's group.",
        footer = {
            "",
            "Examples:",
            "  snet4j channels add example-org example-service 0 0.5FET --dry-run",
            "  snet4j channels add example-org example-service 0 0.5FET --yes"
        })
@Printed(ChangeCommand.Changed.class)
final class ChannelsAddCommand extends ChangeCommand {
    @Parameters(index = "2", paramLabel = "ID", converter = ChannelIds.class, description = "The channel's id.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ChannelId id;

    @Parameters(
            index = "3",
            paramLabel = "AMOUNT",
            converter = Amounts.class,
            description = "How much: 0.5FET, or cogs.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Cogs amount;

    ChannelsAddCommand(Context context) {
        super(context);
    }

    @Override
    String what() {
        return "putting " + amount + " into channel " + id;
    }

    @Override
    Optional<ChannelId> id() {
        return Optional.of(id);
    }

    @Override
    Optional<BlockCount> blocks() {
        return Optional.of(BlockCount.ZERO);
    }

    @Override
    TransactionPlan plan(Costs costs, BlockNumber expiration) {
        return costs.change(id, amount, Optional.empty());
    }

    @Override
    PaymentChannel send(Payments payments, BlockNumber expiration) {
        return payments.addFunds(id, amount);
    }
}
