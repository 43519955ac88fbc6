package io.snet4j.cli.channels;

import io.snet4j.chain.PaymentChannel;
import io.snet4j.cli.command.BlockCounts;
import io.snet4j.cli.command.ChannelIds;
import io.snet4j.cli.command.Context;
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

/** {@code snet4j channels extend}. */
@Command(
        name = "extend",
        description = "Makes a channel expire later.",
        footer = {
            "",
            "Examples:",
            "  snet4j channels extend example-org example-service 0 --blocks 350 --dry-run",
            "  snet4j channels extend example-org example-service 0 --blocks 350 --yes"
        })
@Printed(ChangeCommand.Changed.class)
final class ChannelsExtendCommand extends ChangeCommand {
    @Parameters(index = "2", paramLabel = "ID", converter = ChannelIds.class, description = "The channel's id.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ChannelId id;

    @Option(
            names = "--blocks",
            paramLabel = "N",
            converter = BlockCounts.class,
            description = "For how many blocks from now it lives. Default: a week longer than the group asks.")
    private @Nullable BlockCount blocks;

    ChannelsExtendCommand(Context context) {
        super(context);
    }

    @Override
    String what() {
        return "extending channel " + id;
    }

    @Override
    Optional<ChannelId> id() {
        return Optional.of(id);
    }

    @Override
    Optional<BlockCount> blocks() {
        return Optional.ofNullable(blocks);
    }

    @Override
    TransactionPlan plan(Costs costs, BlockNumber expiration) {
        return costs.change(id, Cogs.ZERO, Optional.of(expiration));
    }

    @Override
    PaymentChannel send(Payments payments, BlockNumber expiration) {
        return payments.extend(id, expiration);
    }
}
