package io.snet4j.publish;

import io.snet4j.value.Address;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/** Holds changes against what is published. Reads only. */
final class Drafts {
    private final OrganizationDrafts organizations;
    private final ServiceDrafts services;

    /** @param expected how a content would be named */
    Drafts(PublishedFiles published, Function<byte[], URI> expected, Optional<Address> escrow, ApiCheck apiCheck) {
        this.organizations = new OrganizationDrafts(published, expected);
        this.services = new ServiceDrafts(published, expected, escrow, apiCheck, organizations);
    }

    /** @param sender who would change it; empty if that may be anybody */
    Draft of(RegistryChange change, Optional<Address> sender) {
        if (change instanceof RegistryChange.PublishOrganization publish) {
            return organizations.publish(publish, sender);
        } else if (change instanceof RegistryChange.ChangeOwner owner) {
            return organizations.changeOwner(owner, sender);
        } else if (change instanceof RegistryChange.AddMembers add) {
            return organizations.addMembers(add, sender);
        } else if (change instanceof RegistryChange.RemoveMembers remove) {
            return organizations.removeMembers(remove, sender);
        } else if (change instanceof RegistryChange.DeleteOrganization delete) {
            return organizations.delete(delete, sender);
        } else if (change instanceof RegistryChange.PublishService publish) {
            return services.publish(publish, sender);
        }
        return services.delete((RegistryChange.DeleteService) change, sender);
    }
}
