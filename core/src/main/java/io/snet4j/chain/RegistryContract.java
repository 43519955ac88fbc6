package io.snet4j.chain;

import io.snet4j.identity.Identity;
import io.snet4j.internal.text.ForeignText;
import io.snet4j.value.Address;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The Registry contract: which organizations and services there are, and where their metadata lies. Ids are 1 to 32 bytes
 * of UTF-8; others are refused with {@link IllegalArgumentException}. Thread-safe; every method blocks on the network,
 * and those that take an {@link Identity} wait until their transaction is mined.
 *
 * @since 0.1.0
 */
public final class RegistryContract {
    static final Function CREATE_ORGANIZATION = Function.of("createOrganization(bytes32,bytes,address[])");
    static final Function CHANGE_ORGANIZATION_METADATA_URI =
            Function.of("changeOrganizationMetadataURI(bytes32,bytes)");
    static final Function CREATE_SERVICE_REGISTRATION = Function.of("createServiceRegistration(bytes32,bytes32,bytes)");
    static final Function UPDATE_SERVICE_REGISTRATION = Function.of("updateServiceRegistration(bytes32,bytes32,bytes)");
    static final Function ADD_ORGANIZATION_MEMBERS = Function.of("addOrganizationMembers(bytes32,address[])");
    static final Function REMOVE_ORGANIZATION_MEMBERS = Function.of("removeOrganizationMembers(bytes32,address[])");
    static final Function DELETE_ORGANIZATION = Function.of("deleteOrganization(bytes32)");
    static final Function DELETE_SERVICE_REGISTRATION = Function.of("deleteServiceRegistration(bytes32,bytes32)");
    static final Function GET_ORGANIZATION_BY_ID = Function.of(
            "getOrganizationById(bytes32)", "bool", "bytes32", "bytes", "address", "address[]", "bytes32[]");
    static final Function GET_SERVICE_REGISTRATION_BY_ID =
            Function.of("getServiceRegistrationById(bytes32,bytes32)", "bool", "bytes32", "bytes");
    static final Function LIST_ORGANIZATIONS = Function.of("listOrganizations()", "bytes32[]");
    static final Function LIST_SERVICES_FOR_ORGANIZATION =
            Function.of("listServicesForOrganization(bytes32)", "bool", "bytes32[]");

    private static final int ID_LENGTH = 32;

    private final Contract contract;

    public RegistryContract(Chain chain, Address address) {
        this(new Contract("Registry", chain, address));
    }

    private RegistryContract(Contract contract) {
        this.contract = contract;
    }

    /**
     * Creates a registry of one's own, for a network of one's own.
     *
     * @param creationCode as published
     */
    public static RegistryContract deploy(Chain chain, Identity deployer, byte[] creationCode, Duration deadline) {
        return new RegistryContract(Contract.deploy("Registry", chain, deployer, creationCode, deadline, List.of()));
    }

    public Address address() {
        return contract.address();
    }

    /** @param members who may publish services beside the owner */
    public Receipt createOrganization(
            Identity owner, String id, String metadataUri, List<Address> members, Duration deadline) {
        return contract.send(CREATE_ORGANIZATION, owner, deadline, toBytes32(id), utf8(metadataUri), members);
    }

    public Receipt changeOrganizationMetadataURI(Identity owner, String id, String metadataUri, Duration deadline) {
        return contract.send(CHANGE_ORGANIZATION_METADATA_URI, owner, deadline, toBytes32(id), utf8(metadataUri));
    }

    public Receipt createServiceRegistration(
            Identity owner, String organizationId, String id, String metadataUri, Duration deadline) {
        return contract.send(
                CREATE_SERVICE_REGISTRATION,
                owner,
                deadline,
                toBytes32(organizationId),
                toBytes32(id),
                utf8(metadataUri));
    }

    public Receipt updateServiceRegistration(
            Identity owner, String organizationId, String id, String metadataUri, Duration deadline) {
        return contract.send(
                UPDATE_SERVICE_REGISTRATION,
                owner,
                deadline,
                toBytes32(organizationId),
                toBytes32(id),
                utf8(metadataUri));
    }

    /** @param members who may publish services from then on, beside the others */
    public Receipt addOrganizationMembers(Identity owner, String id, List<Address> members, Duration deadline) {
        return contract.send(ADD_ORGANIZATION_MEMBERS, owner, deadline, toBytes32(id), members);
    }

    public Receipt removeOrganizationMembers(Identity owner, String id, List<Address> members, Duration deadline) {
        return contract.send(REMOVE_ORGANIZATION_MEMBERS, owner, deadline, toBytes32(id), members);
    }

    /** With all its services. */
    public Receipt deleteOrganization(Identity owner, String id, Duration deadline) {
        return contract.send(DELETE_ORGANIZATION, owner, deadline, toBytes32(id));
    }

    public Receipt deleteServiceRegistration(Identity owner, String organizationId, String id, Duration deadline) {
        return contract.send(DELETE_SERVICE_REGISTRATION, owner, deadline, toBytes32(organizationId), toBytes32(id));
    }

    public Optional<RegisteredOrganization> getOrganizationById(String id) {
        Values fields = contract.read(GET_ORGANIZATION_BY_ID, toBytes32(id));
        return fields.bool(0)
                ? Optional.of(new RegisteredOrganization(
                        id,
                        text(fields.bytes(2)),
                        fields.address(3),
                        fields.list(4).stream().map(Address.class::cast).toList(),
                        ids(fields.list(5))))
                : Optional.empty();
    }

    /** @return where the service's metadata lies; empty if there is no such organization or service */
    public Optional<String> getServiceRegistrationById(String organizationId, String id) {
        Values fields = contract.read(GET_SERVICE_REGISTRATION_BY_ID, toBytes32(organizationId), toBytes32(id));
        return fields.bool(0) ? Optional.of(text(fields.bytes(2))) : Optional.empty();
    }

    public List<String> listOrganizations() {
        return ids(contract.read(LIST_ORGANIZATIONS).list(0));
    }

    /** @return empty if there is no such organization */
    public Optional<List<String>> listServicesForOrganization(String organizationId) {
        Values fields = contract.read(LIST_SERVICES_FOR_ORGANIZATION, toBytes32(organizationId));
        return fields.bool(0) ? Optional.of(ids(fields.list(1))) : Optional.empty();
    }

    /** The id in UTF-8, followed by zeros. Longer ones would be cut off by some readers and refused by others. */
    static byte[] toBytes32(String id) {
        byte[] bytes = utf8(id);
        if (bytes.length == 0 || bytes.length > ID_LENGTH) {
            throw new IllegalArgumentException("no id for the Registry: " + ForeignText.quoted(id)
                    + "; it must have 1 to 32 bytes in UTF-8, not " + bytes.length);
        }
        return Arrays.copyOf(bytes, ID_LENGTH);
    }

    /** Ends before the trailing zeros: ids are padded, and snet-cli pads metadata URIs as well. */
    static String text(byte[] padded) {
        int length = padded.length;
        while (length > 0 && padded[length - 1] == 0) {
            length--;
        }
        return new String(padded, 0, length, StandardCharsets.UTF_8);
    }

    private static List<String> ids(List<?> words) {
        return words.stream().map(word -> text((byte[]) word)).toList();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * An organization's entry.
     *
     * @param metadataUri where its metadata lies
     * @param owner who may change the entry
     * @param members who may publish services beside the owner
     * @param serviceIds in the contract's order
     */
    public record RegisteredOrganization(
            String id, String metadataUri, Address owner, List<Address> members, List<String> serviceIds) {
        /** Printable and short, whatever strangers wrote. */
        @Override
        public String toString() {
            return ForeignText.of("RegisteredOrganization[id=" + id + ", metadataUri=" + metadataUri + ", owner="
                    + owner + ", members=" + members + ", serviceIds=" + serviceIds + "]");
        }
    }
}
