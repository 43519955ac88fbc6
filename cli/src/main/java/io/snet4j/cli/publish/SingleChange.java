package io.snet4j.cli.publish;

import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.SnetCommand;
import io.snet4j.publish.RegistryChange;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** One change of an organization that no file describes. */
abstract class SingleChange extends SnetCommand {
    @Parameters(index = "0", paramLabel = "ORG", description = "The organization's id.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String organization;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private PublishOptions options;

    SingleChange(Context context) {
        super(context);
    }

    abstract RegistryChange change(String organizationId);

    /** In words. */
    String what(String organizationId) {
        return "organization " + organizationId;
    }

    @Override
    protected final int execute() {
        return options.run(context(), new Wanted(what(organization), change(organization)));
    }
}
