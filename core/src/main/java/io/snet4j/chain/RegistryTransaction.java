package io.snet4j.chain;

import io.snet4j.value.Address;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;

/**
 * A change of the Registry: one call of its contract, which {@link RegistryContract} sends or estimates. Only an
 * organization's owner may change it; its members, too, may change its services. Immutable. Ids are 1 to 32 bytes of
 * UTF-8; others are refused with {@link IllegalArgumentException}.
 *
 * @since 0.1.0
 */
public final class RegistryTransaction {
    static final Function CREATE_ORGANIZATION = Function.of("createOrganization(bytes32,bytes,address[])");
    static final Function CHANGE_ORGANIZATION_METADATA_URI =
            Function.of("changeOrganizationMetadataURI(bytes32,bytes)");
    static final Function CREATE_SERVICE_REGISTRATION = Function.of("createServiceRegistration(bytes32,bytes32,bytes)");
    static final Function UPDATE_SERVICE_REGISTRATION = Function.of("updateServiceRegistration(bytes32,bytes32,bytes)");
    static final Function CHANGE_ORGANIZATION_OWNER = Function.of("changeOrganizationOwner(bytes32,address)");
    static final Function ADD_ORGANIZATION_MEMBERS = Function.of("addOrganizationMembers(bytes32,address[])");
    static final Function REMOVE_ORGANIZATION_MEMBERS = Function.of("removeOrganizationMembers(bytes32,address[])");
    static final Function DELETE_ORGANIZATION = Function.of("deleteOrganization(bytes32)");
    static final Function DELETE_SERVICE_REGISTRATION = Function.of("deleteServiceRegistration(bytes32,bytes32)");

    private final Function function;
    private final Object[] arguments;

    private RegistryTransaction(Function function, Object... arguments) {
        this.function = function;
        this.arguments = arguments;
    }

    /**
     * @param metadataUri where its metadata lies
     * @param members who may publish services beside the owner, who is the sender
     */
    public static RegistryTransaction createOrganization(String id, String metadataUri, Collection<Address> members) {
        return new RegistryTransaction(CREATE_ORGANIZATION, id(id), utf8(metadataUri), List.copyOf(members));
    }

    public static RegistryTransaction changeOrganizationMetadataURI(String id, String metadataUri) {
        return new RegistryTransaction(CHANGE_ORGANIZATION_METADATA_URI, id(id), utf8(metadataUri));
    }

    /** @param owner who alone may change the organization from then on */
    public static RegistryTransaction changeOrganizationOwner(String id, Address owner) {
        return new RegistryTransaction(CHANGE_ORGANIZATION_OWNER, id(id), owner);
    }

    /** @param members who may publish services from then on, beside the others */
    public static RegistryTransaction addOrganizationMembers(String id, Collection<Address> members) {
        return new RegistryTransaction(ADD_ORGANIZATION_MEMBERS, id(id), List.copyOf(members));
    }

    public static RegistryTransaction removeOrganizationMembers(String id, Collection<Address> members) {
        return new RegistryTransaction(REMOVE_ORGANIZATION_MEMBERS, id(id), List.copyOf(members));
    }

    /** With all its services. */
    public static RegistryTransaction deleteOrganization(String id) {
        return new RegistryTransaction(DELETE_ORGANIZATION, (Object) id(id));
    }

    public static RegistryTransaction createServiceRegistration(String organizationId, String id, String metadataUri) {
        return new RegistryTransaction(CREATE_SERVICE_REGISTRATION, id(organizationId), id(id), utf8(metadataUri));
    }

    public static RegistryTransaction updateServiceRegistration(String organizationId, String id, String metadataUri) {
        return new RegistryTransaction(UPDATE_SERVICE_REGISTRATION, id(organizationId), id(id), utf8(metadataUri));
    }

    public static RegistryTransaction deleteServiceRegistration(String organizationId, String id) {
        return new RegistryTransaction(DELETE_SERVICE_REGISTRATION, id(organizationId), id(id));
    }

    Function function() {
        return function;
    }

    Object[] arguments() {
        return arguments.clone();
    }

    private static byte[] id(String id) {
        return RegistryContract.toBytes32(id);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The contract's function. */
    @Override
    public String toString() {
        return "Registry." + function.name();
    }
}
