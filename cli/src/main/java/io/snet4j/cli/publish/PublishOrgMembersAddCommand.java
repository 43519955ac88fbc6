package io.snet4j.cli.publish;

import io.snet4j.cli.command.Addresses;
import io.snet4j.cli.command.Context;
import io.snet4j.cli.shell.Printed;
import io.snet4j.publish.RegistryChange;
import io.snet4j.value.Address;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code snet4j publish org members add}. */
@Command(
        name = "add",
        description = "Lets accounts publish services of an organization. Needs the owner's key.",
        footer = {
            "",
            "Examples:",
            "  snet4j publish org members add my-org 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 --dry-run",
            "  snet4j publish org members add my-org 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 --yes"
        })
@Printed(Change.class)
final class PublishOrgMembersAddCommand extends SingleChange {
    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "ADDRESS",
            converter = Addresses.class,
            description = "The accounts, 0x and 40 digits.")
    private List<Address> members = new ArrayList<>();

    PublishOrgMembersAddCommand(Context context) {
        super(context);
    }

    @Override
    RegistryChange change(String organizationId) {
        return RegistryChange.addMembers(organizationId, new LinkedHashSet<>(members));
    }
}
