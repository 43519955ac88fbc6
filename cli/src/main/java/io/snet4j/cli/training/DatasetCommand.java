package io.snet4j.cli.training;

import io.snet4j.cli.command.CommandGroup;
import picocli.CommandLine.Command;

/** {@code snet4j dataset}. */
@Command(
        name = "dataset",
        description = "What models are trained on.",
        footer = {
            "",
            "Examples:",
            "  snet4j dataset check example-org example-service ask cats.zip",
            "  snet4j dataset check example-org example-service Example/ask cats"
        },
        subcommands = DatasetCheckCommand.class)
public final class DatasetCommand extends CommandGroup {}
