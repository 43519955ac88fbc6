package io.snet4j.cli.publish;

import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.SnetCommand;
import io.snet4j.cli.shell.Printed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code snet4j publish service}. */
@Command(
        name = "service",
        description = {
            "Publishes a service with its proto files, or what has changed in them: one transaction. The organization comes"
                    + " first, and the key is that of its owner or of a member.",
            "Says before what changes and what it may cost. What is published already is not published again."
        },
        footer = {
            "",
            "Examples:",
            "  snet4j publish service --dry-run",
            "  snet4j publish service --yes --max-fee 0.01ether"
        },
        subcommands = PublishServiceDeleteCommand.class)
@Printed(Change.class)
final class PublishServiceCommand extends SnetCommand {
    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Sources sources;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private PublishOptions options;

    PublishServiceCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        return options.run(context(), Wanted.service(output(), sources.read()));
    }
}
