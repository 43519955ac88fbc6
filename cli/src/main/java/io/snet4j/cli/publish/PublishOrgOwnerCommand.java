package io.snet4j.cli.publish;

import io.snet4j.cli.command.Addresses;
import io.snet4j.cli.command.Context;
import io.snet4j.cli.shell.Printed;
import io.snet4j.cli.shell.RefusedException;
import io.snet4j.publish.RegistryChange;
import io.snet4j.value.Address;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code snet4j publish org owner}. */
@Command(
        name = "owner",
        description = "Gives an organization to another account, which alone can change it from then on.",
        footer = {
            "",
            "Examples:",
            "  snet4j publish org owner my-org 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 --dry-run",
            "  snet4j publish org owner my-org 0x70997970C51812dc3A010C7d01b50e0d17dc79C8 --yes"
        })
@Printed(Change.class)
final class PublishOrgOwnerCommand extends SingleChange {
    @Parameters(
            index = "1",
            paramLabel = "ADDRESS",
            converter = Addresses.class,
            description = "The new owner, 0x and 40 digits.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Address owner;

    PublishOrgOwnerCommand(Context context) {
        super(context);
    }

    @Override
    RegistryChange change(String organizationId) {
        if (owner.isZero()) {
            throw new RefusedException("the owner cannot be nobody: the organization could never be changed");
        }
        return RegistryChange.owner(organizationId, owner);
    }
}
