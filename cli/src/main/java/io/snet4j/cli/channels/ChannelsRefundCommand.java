package io.snet4j.cli.channels;

import io.snet4j.cli.channels.ListedChannel.State;
import io.snet4j.cli.command.ChannelIds;
import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.SnetCommand;
import io.snet4j.cli.command.TransactionOptions;
import io.snet4j.cli.money.Costs;
import io.snet4j.cli.money.TransactionPlan;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.Printed;
import io.snet4j.cli.shell.RefusedException;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import io.snet4j.value.Wei;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code snet4j channels refund}. */
@Command(
        name = "refund",
        description = "Takes the value of expired channels back into the escrow, one transaction each.",
        footer = {"", "Examples:", "  snet4j channels refund 0 --yes", "  snet4j channels refund --expired --dry-run"})
@Printed(ChannelsRefundCommand.Refunded.class)
final class ChannelsRefundCommand extends SnetCommand {
    /**
     * @param sent false with --dry-run, or if nothing has expired
     * @param maxFee in wei
     * @param refunds what came back, or would
     */
    record Refunded(boolean sent, Wei maxFee, List<Refund> refunds, Cogs total) {}

    record Refund(ChannelId channel, Cogs amount) {}

    @Parameters(arity = "0..1", paramLabel = "ID", converter = ChannelIds.class, description = "The channel's id.")
    private @Nullable ChannelId id;

    @Option(names = "--expired", description = "All that have expired and hold something.")
    private boolean expired;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private TransactionOptions options;

    ChannelsRefundCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        if (expired == (id != null)) {
            throw wrongUsage("name one channel by its ID, or say --expired for all");
        }
        try (var client = context().client();
                var costs = new Costs(client, context().settings().node())) {
            List<ListedChannel> channels = wanted(new OwnChannels(context(), client));
            TransactionPlan plan = costs.refunds(channels.stream()
                    .map(channel -> new Costs.Refundable(channel.id(), channel.value()))
                    .toList());
            boolean sent = !channels.isEmpty() && options.agreed(context(), what(channels), plan);
            List<Refund> refunds = new ArrayList<>();
            for (ListedChannel channel : channels) {
                Cogs amount = sent ? client.account().refund(channel.id()).amount() : channel.value();
                refunds.add(new Refund(channel.id(), amount));
            }
            print(new Refunded(
                    sent,
                    plan.maxFee(),
                    refunds,
                    refunds.stream().map(Refund::amount).reduce(Cogs.ZERO, Cogs::plus)));
        }
        return ExitCode.OK;
    }

    private List<ListedChannel> wanted(OwnChannels own) {
        return Optional.ofNullable(id)
                .map(one -> List.of(expired(own, own.get(one))))
                .orElseGet(() -> own.list().stream()
                        .filter(channel -> channel.state() == State.EXPIRED)
                        .toList());
    }

    private static ListedChannel expired(OwnChannels own, ListedChannel channel) {
        if (channel.state() != State.EXPIRED) {
            throw new RefusedException("payment channel " + channel.id() + " is " + channel.state() + ": it holds "
                    + channel.value() + " and expires at block " + channel.expiration() + "; now is block "
                    + own.now() + ", and there is nothing to take back");
        }
        return channel;
    }

    private static String what(List<ListedChannel> channels) {
        return channels.size() == 1
                ? "the refund of channel " + channels.get(0).id()
                : "the refund of " + channels.size() + " channels";
    }

    private void print(Refunded refunded) {
        output().print(refunded, shown -> {
            if (shown.refunds().isEmpty()) {
                output().line("No channel has expired with something in it.");
                return;
            }
            if (!shown.sent()) {
                output().line("Nothing was sent. It would be, with a fee of at most " + shown.maxFee() + ":");
            }
            shown.refunds().forEach(refund -> output().field("channel " + refund.channel(), refund.amount()));
            output().field("in all", shown.total());
        });
    }
}
