package io.snet4j.chain;

import io.snet4j.identity.Identity;
import io.snet4j.internal.text.ForeignText;
import io.snet4j.value.Address;
import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The Registry contract: which organizations and services there are, and where their metadata lies. Ids are 1 to 32
 * bytes of UTF-8; others are refused with {@link IllegalArgumentException}. Thread-safe; every method blocks on the
 * network, and what takes an {@link Identity} waits until its transaction is mined.
 *
 * @since 0.1.0
 */
public final class RegistryContract {
    static final Function GET_ORGANIZATION_BY_ID = Function.of(
            "getOrganizationById(bytes32)", "bool", "bytes32", "bytes", "address", "address[]", "bytes32[]");
    static final Function GET_SERVICE_REGISTRATION_BY_ID =
            Function.of("getServiceRegistrationById(bytes32,bytes32)", "bool", "bytes32", "bytes");
    static final Function LIST_ORGANIZATIONS = Function.of("listOrganizations()", "bytes32[]");
    static final Function LIST_SERVICES_FOR_ORGANIZATION =
            Function.of("listServicesForOrganization(bytes32)", "bool", "bytes32[]");

    private static final List<Event> ORGANIZATION_CHANGES = List.of(
            Event.of("OrganizationCreated(bytes32 indexed)"), Event.of("OrganizationModified(bytes32 indexed)"));

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

    /** Sends a transaction and waits until it is mined, as {@link Chain#send} does. */
    public Receipt send(Identity from, RegistryTransaction transaction, Duration deadline) {
        return contract.send(transaction.function(), from, deadline, transaction.arguments());
    }

    /**
     * What a transaction would cost. Sends nothing.
     *
     * @throws io.snet4j.errors.ChainException also if it would be reverted now (with the reason)
     */
    public GasEstimate estimate(Address from, RegistryTransaction transaction) {
        return contract.estimate(transaction.function(), from, transaction.arguments());
    }

    public Optional<RegisteredOrganization> getOrganizationById(String id) {
        return organization(id, contract.read(GET_ORGANIZATION_BY_ID, toBytes32(id)));
    }

    /** As {@link #getOrganizationById} and {@link #getServiceRegistrationById}, at once where the node takes that. */
    public Registration getRegistration(String organizationId, String serviceId) {
        byte[] organization = toBytes32(organizationId);
        List<Values> both = contract.readAll(List.of(
                new Contract.Read(GET_ORGANIZATION_BY_ID, organization),
                new Contract.Read(GET_SERVICE_REGISTRATION_BY_ID, organization, toBytes32(serviceId))));
        return new Registration(organization(organizationId, both.get(0)), metadataUri(both.get(1)));
    }

    private static Optional<RegisteredOrganization> organization(String id, Values fields) {
        return fields.bool(0)
                ? Optional.of(new RegisteredOrganization(
                        id,
                        text(fields.bytes(2)),
                        fields.address(3),
                        fields.list(4).stream().map(Address.class::cast).toList(),
                        ids(fields.list(5))))
                : Optional.empty();
    }

    /**
     * The transaction that last changed an organization's own entry.
     *
     * @param blocks how many before the latest are searched
     * @return empty if there was none in them, or the node does not tell
     */
    public Optional<Receipt> lastChange(String organizationId, BlockCount blocks) {
        return last(List.of(toBytes32(organizationId)), blocks, log -> ORGANIZATION_CHANGES.stream()
                .anyMatch(event -> event.matches(log)));
    }

    /** As {@link #lastChange(String, BlockCount)}, of a service's entry. */
    public Optional<Receipt> lastChange(String organizationId, String serviceId, BlockCount blocks) {
        return last(List.of(toBytes32(organizationId), toBytes32(serviceId)), blocks, log -> true);
    }

    private Optional<Receipt> last(List<byte[]> ids, BlockCount blocks, Predicate<Log> wanted) {
        List<Optional<byte[]>> topics = new ArrayList<>();
        topics.add(Optional.empty());
        ids.forEach(id -> topics.add(Optional.of(id)));
        BlockNumber latest = contract.chain().blockNumber();
        return contract.logs(topics, latest.minus(blocks), latest).stream()
                .filter(wanted)
                .reduce((earlier, later) -> later)
                .flatMap(log -> contract.chain().receipt(log.transactionHash()));
    }

    /** @return where the service's metadata lies; empty if there is no such organization or service */
    public Optional<String> getServiceRegistrationById(String organizationId, String id) {
        return metadataUri(contract.read(GET_SERVICE_REGISTRATION_BY_ID, toBytes32(organizationId), toBytes32(id)));
    }

    private static Optional<String> metadataUri(Values fields) {
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

    /**
     * Whether an organization or a service can be registered under this id. Asks nobody.
     *
     * @throws IllegalArgumentException unless it has 1 to 32 bytes in UTF-8, is printable and begins and ends with no
     *     space
     */
    public static void requireId(String id) {
        toBytes32(id);
        if (!id.equals(ForeignText.of(id)) || !id.equals(id.strip())) {
            throw new IllegalArgumentException("no id for the Registry: " + ForeignText.quoted(id)
                    + "; expected printable characters without" + " spaces around them");
        }
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
     * The entries of an organization and of one of its services.
     *
     * @param organization empty if there is none
     * @param serviceMetadataUri where the service's metadata lies; empty if there is no such organization or service
     */
    public record Registration(Optional<RegisteredOrganization> organization, Optional<String> serviceMetadataUri) {}

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
