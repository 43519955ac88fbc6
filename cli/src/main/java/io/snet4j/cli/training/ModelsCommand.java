package io.snet4j.cli.training;

import io.snet4j.cli.command.CommandGroup;
import picocli.CommandLine.Command;

/** {@code snet4j models}. */
@Command(
        name = "models",
        description = "Models of a service: all that this key may see.",
        footer = {
            "",
            "Examples:",
            "  snet4j models list example-org example-service",
            "  snet4j models show example-org example-service model-1"
        },
        subcommands = {
            ModelsListCommand.class,
            ModelsShowCommand.class,
            ModelsCreateCommand.class,
            ModelsUpdateCommand.class,
            ModelsDeleteCommand.class
        })
public final class ModelsCommand extends CommandGroup {}
