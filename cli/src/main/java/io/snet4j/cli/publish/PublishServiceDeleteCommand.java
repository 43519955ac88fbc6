package io.snet4j.cli.publish;

import io.snet4j.cli.command.Context;
import io.snet4j.cli.shell.Printed;
import io.snet4j.publish.RegistryChange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code snet4j publish service delete}. */
@Command(
        name = "delete",
        description = "Takes a service out of the Registry. Who knows its endpoints can still call it.",
        footer = {
            "",
            "Examples:",
            "  snet4j publish service delete my-org my-service --dry-run",
            "  snet4j publish service delete my-org my-service --yes"
        })
@Printed(Change.class)
final class PublishServiceDeleteCommand extends SingleChange {
    @Parameters(index = "1", paramLabel = "SERVICE", description = "The service's id.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String service;

    PublishServiceDeleteCommand(Context context) {
        super(context);
    }

    @Override
    String what(String organizationId) {
        return "service " + organizationId + "/" + service;
    }

    @Override
    RegistryChange change(String organizationId) {
        return RegistryChange.deleteService(organizationId, service);
    }
}
