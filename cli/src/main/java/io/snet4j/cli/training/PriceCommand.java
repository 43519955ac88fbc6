package io.snet4j.cli.training;

import io.snet4j.cli.command.CommandGroup;
import picocli.CommandLine.Command;

/** {@code snet4j price}. */
@Command(
        name = "price",
        description = "What the steps of training cost; to ask costs nothing.",
        footer = {
            "",
            "Examples:",
            "  snet4j price validate example-org example-service model-1",
            "  snet4j price train example-org example-service model-1"
        },
        subcommands = {PriceValidateCommand.class, PriceTrainCommand.class})
public final class PriceCommand extends CommandGroup {}
