package io.snet4j.cli.provider;

import io.snet4j.cli.command.CommandGroup;
import picocli.CommandLine.Command;

/** {@code snet4j provider}. */
@Command(
        name = "provider",
        description = "For who offers a service: a project to start from, and a look at one that runs.",
        footer = {
            "",
            "Examples:",
            "  snet4j provider new my-service",
            "  snet4j provider doctor example-org my-service --config my-service/snetd.json"
        },
        subcommands = {ProviderNewCommand.class, ProviderDoctorCommand.class})
public final class ProviderCommand extends CommandGroup {}
