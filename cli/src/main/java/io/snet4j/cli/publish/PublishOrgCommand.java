package io.snet4j.cli.publish;

import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.SnetCommand;
import io.snet4j.cli.shell.Printed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code snet4j publish org}. */
@Command(
        name = "org",
        description = {
            "Publishes an organization, or what has changed in its file: one transaction. Its owner is the key that is used.",
            "Says before what changes and what it may cost. What is published already is not published again."
        },
        footer = {"", "Examples:", "  snet4j publish org --dry-run", "  snet4j publish org --yes --max-fee 0.01ether"},
        subcommands = {PublishOrgMembersCommand.class, PublishOrgOwnerCommand.class, PublishOrgDeleteCommand.class})
@Printed(Change.class)
final class PublishOrgCommand extends SnetCommand {
    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Sources sources;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private PublishOptions options;

    PublishOrgCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        return options.run(context(), Wanted.organization(output(), sources.read()));
    }
}
