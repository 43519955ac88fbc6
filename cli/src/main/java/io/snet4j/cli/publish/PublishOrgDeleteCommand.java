package io.snet4j.cli.publish;

import io.snet4j.cli.command.Context;
import io.snet4j.cli.shell.Printed;
import io.snet4j.publish.RegistryChange;
import picocli.CommandLine.Command;

/** {@code snet4j publish org delete}. */
@Command(
        name = "delete",
        description = "Takes an organization out of the Registry, with all its services. Needs the owner's key.",
        footer = {
            "",
            "Examples:",
            "  snet4j publish org delete my-org --dry-run",
            "  snet4j publish org delete my-org --yes"
        })
@Printed(Change.class)
final class PublishOrgDeleteCommand extends SingleChange {
    PublishOrgDeleteCommand(Context context) {
        super(context);
    }

    @Override
    RegistryChange change(String organizationId) {
        return RegistryChange.deleteOrganization(organizationId);
    }
}
