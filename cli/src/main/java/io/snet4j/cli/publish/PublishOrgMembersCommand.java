package io.snet4j.cli.publish;

import io.snet4j.cli.command.CommandGroup;
import picocli.CommandLine.Command;

/** {@code snet4j publish org members}. */
@Command(
        name = "members",
        description = "Who may publish services of an organization beside its owner.",
        footer = {
            "",
            "Examples:",
            "  snet4j publish org members add my-org 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 --dry-run",
            "  snet4j publish org members remove my-org 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 --yes"
        },
        subcommands = {PublishOrgMembersAddCommand.class, PublishOrgMembersRemoveCommand.class})
final class PublishOrgMembersCommand extends CommandGroup {}
