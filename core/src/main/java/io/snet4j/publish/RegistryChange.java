package io.snet4j.publish;

import io.snet4j.value.Address;
import java.util.Optional;
import java.util.Set;

/**
 * One change of the Registry, as it should be in the end: what is so already is no change. Each needs one transaction
 * at most.
 *
 * @since 0.1.0
 */
public sealed interface RegistryChange {
    /** Which organization it concerns. */
    String organizationId();

    /** Creates an organization or updates its file. What the file does not mention stays as it is published. */
    static PublishOrganization organization(OrganizationFile file) {
        return new PublishOrganization(file, false);
    }

    /** Creates a service or updates its file. What the file does not mention stays as it is published. */
    static PublishService service(String organizationId, String serviceId, ServiceFile file) {
        return new PublishService(organizationId, serviceId, file, Optional.empty(), false);
    }

    /** As {@link #service(String, String, ServiceFile)}, with its API: a new one is stored, and the file names it. */
    static PublishService service(String organizationId, String serviceId, ServiceFile file, ProtoArchive api) {
        return new PublishService(organizationId, serviceId, file, Optional.of(api), false);
    }

    /** Makes another account the owner, who alone can change the organization from then on. */
    static RegistryChange owner(String organizationId, Address owner) {
        return new ChangeOwner(organizationId, owner);
    }

    /** Lets accounts publish services of the organization beside its owner. */
    static RegistryChange addMembers(String organizationId, Set<Address> members) {
        return new AddMembers(organizationId, members);
    }

    /** Lets accounts publish no more. */
    static RegistryChange removeMembers(String organizationId, Set<Address> members) {
        return new RemoveMembers(organizationId, members);
    }

    /** Takes an organization out of the Registry, with all its services. What was stored stays stored. */
    static RegistryChange deleteOrganization(String organizationId) {
        return new DeleteOrganization(organizationId);
    }

    /** Takes a service out of the Registry. What was stored stays stored; who knows its endpoints can still call it. */
    static RegistryChange deleteService(String organizationId, String serviceId) {
        return new DeleteService(organizationId, serviceId);
    }

    /**
     * @param whole whether the file takes the place of what is published, so that nothing of that stays; what is
     *     published is not read then
     */
    record PublishOrganization(OrganizationFile file, boolean whole) implements RegistryChange {
        @Override
        public String organizationId() {
            return file.organizationId();
        }

        /** As the file has it, with nothing kept of what is published. */
        public PublishOrganization asWhole() {
            return new PublishOrganization(file, true);
        }
    }

    /** @param owner not nobody */
    record ChangeOwner(String organizationId, Address owner) implements RegistryChange {
        public ChangeOwner {
            if (owner.equals(Address.ZERO)) {
                throw new IllegalArgumentException(
                        "the owner cannot be nobody: the organization could never be changed");
            }
        }
    }

    record AddMembers(String organizationId, Set<Address> members) implements RegistryChange {
        public AddMembers {
            members = Set.copyOf(members);
        }
    }

    record RemoveMembers(String organizationId, Set<Address> members) implements RegistryChange {
        public RemoveMembers {
            members = Set.copyOf(members);
        }
    }

    record DeleteOrganization(String organizationId) implements RegistryChange {}

    /**
     * @param api what is published with it; empty if the file names an API that is stored already, or the published one
     *     stays
     * @param whole whether the file takes the place of what is published, so that nothing of that stays; what is
     *     published is not read then
     */
    record PublishService(
            String organizationId, String serviceId, ServiceFile file, Optional<ProtoArchive> api, boolean whole)
            implements RegistryChange {
        /** As the file has it, with nothing kept of what is published. */
        public PublishService asWhole() {
            return new PublishService(organizationId, serviceId, file, api, true);
        }
    }

    record DeleteService(String organizationId, String serviceId) implements RegistryChange {}
}
