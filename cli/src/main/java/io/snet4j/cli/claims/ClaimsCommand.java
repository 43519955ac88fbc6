package io.snet4j.cli.claims;

import io.snet4j.cli.command.CommandGroup;
import picocli.CommandLine.Command;

/** {@code snet4j claims}. */
@Command(
        name = "claims",
        description = "What a service earned: payments that customers signed, which the provider claims on chain.",
        footer = {
            "",
            "Examples:",
            "  snet4j claims list example-org example-service",
            "  snet4j claims claim example-org example-service --all --dry-run"
        },
        subcommands = {ClaimsListCommand.class, ClaimsClaimCommand.class})
public final class ClaimsCommand extends CommandGroup {}
