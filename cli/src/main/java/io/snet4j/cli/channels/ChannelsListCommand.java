package io.snet4j.cli.channels;

import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.SnetCommand;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.Printed;
import io.snet4j.cli.shell.Table;
import io.snet4j.value.BlockNumber;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code snet4j channels list}. */
@Command(
        name = "list",
        description = {
            "Lists the payer's channels to all services, oldest first.",
            "An expired one has something to take back. A locked one expires beyond SNET4J_LIMIT_EXPIRATION, and an"
                    + " absurd one in more than a hundred years: nothing more is put into them."
        },
        footer = {"", "Examples:", "  snet4j channels list", "  snet4j channels list --json"})
@Printed(ChannelsListCommand.Channels.class)
final class ChannelsListCommand extends SnetCommand {
    /** @param block the present one */
    record Channels(BlockNumber block, List<ListedChannel> channels) {}

    ChannelsListCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        try (var client = context().client()) {
            var own = new OwnChannels(context(), client);
            output().print(new Channels(own.now(), own.list()), shown -> {
                if (shown.channels().isEmpty()) {
                    output().line("There are no channels; the first paid call opens one.");
                    return;
                }
                Table table = new Table("ID", "STATE", "VALUE", "CLAIMABLE", "EXPIRES", "SERVICE", "RECIPIENT");
                shown.channels()
                        .forEach(channel -> table.row(
                                channel.id(),
                                channel.state(),
                                channel.value(),
                                channel.claimable(),
                                own.expires(channel),
                                channel.service().orElse("-"),
                                channel.recipient()));
                output().table(table);
            });
        }
        return ExitCode.OK;
    }
}
