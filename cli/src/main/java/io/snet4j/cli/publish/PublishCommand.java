package io.snet4j.cli.publish;

import io.snet4j.cli.command.CommandGroup;
import picocli.CommandLine.Command;

/** {@code snet4j publish}. */
@Command(
        name = "publish",
        description = "Puts organizations and services into the Registry, where consumers find them, and changes them.",
        footer = {
            "",
            "Examples:",
            "  snet4j publish init --organization my-org --service my-service",
            "  snet4j publish check",
            "  snet4j publish org --dry-run",
            "  snet4j publish service --yes"
        },
        subcommands = {
            PublishInitCommand.class,
            PublishCheckCommand.class,
            PublishDiffCommand.class,
            PublishOrgCommand.class,
            PublishServiceCommand.class
        })
public final class PublishCommand extends CommandGroup {}
