package io.snet4j.cli.channels;

import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.ServiceArguments;
import io.snet4j.cli.command.SnetCommand;
import io.snet4j.cli.command.TransactionOptions;
import io.snet4j.cli.money.Costs;
import io.snet4j.cli.money.TransactionPlan;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.internal.onchain.ChannelLifetime;
import io.snet4j.payment.OwnChannel;
import io.snet4j.payment.Payments;
import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Wei;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/** Changes a channel to one service, once the user agrees. */
abstract class ChangeCommand extends SnetCommand {
    /**
     * What all of them print.
     *
     * @param sent false with --dry-run
     * @param maxFee in wei
     * @param channel afterwards; as it is, if nothing was sent; null if there is none yet
     */
    record Changed(
            boolean sent, List<TransactionPlan.Step> transactions, Wei maxFee, Optional<ListedChannel> channel) {}

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ServiceArguments service;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private TransactionOptions options;

    ChangeCommand(Context context) {
        super(context);
    }

    /** In words, for the question. */
    abstract String what();

    /** Of the channel that is changed; empty for a new one. */
    abstract Optional<ChannelId> id();

    /** For how many blocks from now the channel is to live; empty for as long as is usual. */
    abstract Optional<BlockCount> blocks();

    abstract TransactionPlan plan(Costs costs, BlockNumber expiration);

    abstract PaymentChannel send(Payments payments, BlockNumber expiration);

    @Override
    protected final int execute() {
        try (SnetClient client = context().client();
                ServiceClient opened = service.open(client);
                Costs costs = new Costs(client, context().settings().node())) {
            var own = new OwnChannels(context(), client);
            Optional<ListedChannel> before =
                    id().map(id -> find(opened, id).map(own::listed).orElseThrow(() -> own.none(id)));
            BlockNumber expiration = expiration(opened, own.now());
            TransactionPlan plan = plan(costs, expiration);
            boolean sent = options.agreed(context(), what() + " of " + service.service(), plan);
            Optional<ListedChannel> channel =
                    sent ? Optional.of(own.changed(send(opened.payments(), expiration), before)) : before;
            print(own, new Changed(sent, plan.transactions(), plan.maxFee(), channel));
        }
        return ExitCode.OK;
    }

    private BlockNumber expiration(ServiceClient opened, BlockNumber now) {
        var lifetime = ChannelLifetime.at(now, opened.group().expirationThreshold());
        return blocks().map(now::plus)
                .orElseGet(
                        () -> lifetime.newExpiration(OwnChannels.limit(context().settings())));
    }

    private static Optional<OwnChannel> find(ServiceClient opened, ChannelId id) {
        return opened.payments().channels().stream()
                .filter(channel -> channel.onChain().id().equals(id))
                .findFirst();
    }

    private void print(OwnChannels own, Changed changed) {
        output().print(changed, shown -> {
            if (!shown.sent()) {
                output().line("Nothing was sent. It would be:");
                TransactionOptions.print(output(), new TransactionPlan(shown.transactions()));
            }
            shown.channel().ifPresent(channel -> {
                output().field("channel", channel.id());
                output().field("value", channel.value());
                output().field("expires", own.expires(channel));
            });
        });
    }
}
