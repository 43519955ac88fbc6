package io.snet4j.cli.key;

import io.snet4j.cli.command.CommandGroup;
import picocli.CommandLine.Command;

/** {@code snet4j key}. */
@Command(
        name = "key",
        description = "Keys that pay and sign, each encrypted in a file of its own.",
        footer = {"", "Examples:", "  snet4j key new savings", "  snet4j key list"},
        subcommands = {
            KeyImportCommand.class,
            KeyListCommand.class,
            KeyNewCommand.class,
            KeyShowCommand.class,
            KeyUseCommand.class
        })
public final class KeyCommand extends CommandGroup {}
