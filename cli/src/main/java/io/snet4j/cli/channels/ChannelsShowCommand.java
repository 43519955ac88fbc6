package io.snet4j.cli.channels;

import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.cli.command.ChannelIds;
import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.SnetCommand;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.Printed;
import io.snet4j.payment.ChannelState;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code snet4j channels show}. */
@Command(
        name = "show",
        description = "Shows one channel, and what its daemon says of it if the service is named.",
        footer = {"", "Examples:", "  snet4j channels show 0", "  snet4j channels show 0 example-org example-service"})
@Printed(ChannelsShowCommand.Shown.class)
final class ChannelsShowCommand extends SnetCommand {
    /** @param daemon what the service's daemon says of it, checked by signatures */
    record Shown(BlockNumber block, ListedChannel channel, Optional<AtDaemon> daemon) {}

    /**
     * @param signed at the present nonce and not claimed yet
     * @param available for further calls
     */
    record AtDaemon(ChannelNonce nonce, Cogs signed, Cogs available) {}

    @Parameters(index = "0", paramLabel = "ID", converter = ChannelIds.class, description = "The channel's id.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ChannelId id;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "ORG",
            description = "The organization whose daemon is asked.")
    private @Nullable String organization;

    @Parameters(index = "2", arity = "0..1", paramLabel = "SERVICE", description = "Its service.")
    private @Nullable String service;

    ChannelsShowCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        try (var client = context().client()) {
            var own = new OwnChannels(context(), client);
            ListedChannel channel = own.get(id);
            output().print(new Shown(own.now(), channel, atDaemon(client)), shown -> {
                output().field("channel", channel.id());
                output().field("state", channel.state());
                output().field("value", channel.value());
                output().field("claimable", channel.claimable());
                output().field("expires", own.expires(channel));
                output().field("recipient", channel.recipient());
                channel.service().ifPresent(name -> output().field("service", name));
                shown.daemon().ifPresent(state -> {
                    output().field("signed", state.signed());
                    output().field("available", state.available());
                });
            });
        }
        return ExitCode.OK;
    }

    private Optional<AtDaemon> atDaemon(SnetClient client) {
        if (organization == null) {
            return Optional.empty();
        }
        if (service == null) {
            throw wrongUsage("SERVICE is missing: an organization has several");
        }
        try (ServiceClient opened = client.openService(organization, service)) {
            return opened.payments().channelStates().stream()
                    .filter(state -> state.id().equals(id))
                    .findFirst()
                    .map(ChannelsShowCommand::atDaemon);
        }
    }

    private static AtDaemon atDaemon(ChannelState state) {
        return new AtDaemon(state.nonce(), state.signed(), state.available());
    }
}
