package io.snet4j.cli.channels;

import io.snet4j.cli.command.CommandGroup;
import picocli.CommandLine.Command;

/** {@code snet4j channels}. */
@Command(
        name = "channels",
        description = "Payment channels: what calls are paid from, and what comes back when they expire.",
        footer = {"", "Examples:", "  snet4j channels list", "  snet4j channels refund --expired --dry-run"},
        subcommands = {
            ChannelsListCommand.class,
            ChannelsShowCommand.class,
            ChannelsOpenCommand.class,
            ChannelsAddCommand.class,
            ChannelsExtendCommand.class,
            ChannelsRefundCommand.class
        })
public final class ChannelsCommand extends CommandGroup {}
