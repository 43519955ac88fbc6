package io.snet4j.registry;

import io.snet4j.chain.Chain;
import io.snet4j.chain.RegistryContract;
import io.snet4j.chain.RegistryContract.RegisteredOrganization;
import io.snet4j.errors.MetadataException;
import io.snet4j.errors.ServiceNotFoundException;
import io.snet4j.storage.Storage;
import io.snet4j.value.Address;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Reads organizations and services. Thread-safe; every method blocks on the network unless it remembers the answer. Ids
 * that cannot exist (none, or more than 32 bytes in UTF-8) are refused with {@link IllegalArgumentException}; what is
 * published but cannot be used, with {@link MetadataException}; content that cannot be had or is not what was hashed,
 * with {@link io.snet4j.errors.StorageException}.
 *
 * @since 0.1.0
 */
public final class Registry {
    /** Some hundred services with their APIs. */
    private static final long CONTENT_BYTES = 32L << 20;

    private final RegistryContract contract;
    private final Storage storage;
    private final ContractMemory<String, RegisteredOrganization> organizations;
    private final ContractMemory<ServiceKey, String> services;

    private record ServiceKey(String organizationId, String id) {}

    /**
     * One that asks anew each time.
     *
     * @param contract the Registry's address on the chain
     */
    public Registry(Chain chain, Address contract, Storage storage) {
        this(chain, contract, storage, Duration.ZERO, System::nanoTime);
    }

    /**
     * One that remembers: contents for good, up to 32 MiB, because a CID always names the same; and what the contract
     * says, which its owners may change, for the time given.
     *
     * @param contract the Registry's address on the chain
     * @param memory how long the contract's answers hold; see {@link #refresh}
     */
    public Registry(Chain chain, Address contract, Storage storage, Duration memory) {
        this(chain, contract, Storage.cached(storage, CONTENT_BYTES), memory, System::nanoTime);
    }

    Registry(Chain chain, Address contract, Storage storage, Duration memory, LongSupplier clock) {
        this.contract = new RegistryContract(chain, contract);
        this.storage = storage;
        this.organizations = new ContractMemory<>(memory, clock);
        this.services = new ContractMemory<>(memory, clock);
    }

    /** Asks the contract anew from now on: somebody has published, say, or an endpoint does not answer any more. */
    public void refresh() {
        organizations.clear();
        services.clear();
    }

    /** Ids of all organizations, in the contract's order. Never remembered. */
    public List<String> organizationIds() {
        return contract.listOrganizations();
    }

    /**
     * Ids of an organization's services, in the contract's order.
     *
     * @throws ServiceNotFoundException if there is no such organization
     */
    public List<String> serviceIds(String organizationId) {
        return registered(organizationId).serviceIds();
    }

    /** @throws ServiceNotFoundException if there is none of that id */
    public Organization organization(String organizationId) {
        return read(organizationId, registered(organizationId).metadataUri());
    }

    private Organization read(String organizationId, String uri) {
        return OrganizationMetadata.read(organizationId, fetch("organization \"" + organizationId + "\"", uri));
    }

    /**
     * An organization and one of its services. Who needs both has them sooner this way: the contract is asked for them
     * at once, and so is storage.
     *
     * @param executor for what is done beside this thread; may block
     * @throws ServiceNotFoundException if there is no such organization or service
     * @throws io.snet4j.errors.CallCancelledException if interrupted
     */
    public Published published(String organizationId, String serviceId, Executor executor) {
        ServiceKey key = new ServiceKey(organizationId, serviceId);
        if (organizations.known(organizationId).isPresent()
                && services.known(key).isPresent()) {
            return new Published(organization(organizationId), service(organizationId, serviceId));
        }
        RegistryContract.Registration entries = contract.getRegistration(organizationId, serviceId);
        RegisteredOrganization organization =
                organizations.get(organizationId, () -> found(organizationId, entries.organization()));
        String uri = services.get(key, () -> found(organizationId, serviceId, entries.serviceMetadataUri()));
        return Beside.both(
                () -> read(organizationId, organization.metadataUri()),
                () -> read(organizationId, serviceId, uri),
                executor,
                Published::new);
    }

    /** What {@link #published} found. */
    public record Published(Organization organization, Service service) {}

    private RegisteredOrganization registered(String organizationId) {
        return organizations.get(
                organizationId, () -> found(organizationId, contract.getOrganizationById(organizationId)));
    }

    private RegisteredOrganization found(String organizationId, Optional<RegisteredOrganization> entry) {
        return entry.orElseThrow(() -> new ServiceNotFoundException(
                "the Registry at " + contract.address() + " knows no organization \"" + organizationId + "\""));
    }

    /** @throws ServiceNotFoundException if there is none of that id */
    public Service service(String organizationId, String serviceId) {
        String uri = services.get(
                new ServiceKey(organizationId, serviceId),
                () -> found(organizationId, serviceId, contract.getServiceRegistrationById(organizationId, serviceId)));
        return read(organizationId, serviceId, uri);
    }

    private String found(String organizationId, String serviceId, Optional<String> uri) {
        return uri.orElseThrow(() -> new ServiceNotFoundException(
                "the Registry at " + contract.address() + " knows no " + name(organizationId, serviceId)));
    }

    private Service read(String organizationId, String serviceId, String uri) {
        return ServiceMetadata.read(organizationId, serviceId, fetch(name(organizationId, serviceId), uri));
    }

    /**
     * The files of a service's API, unpacked in memory. Asks storage only.
     *
     * @return at least one
     * @throws MetadataException if the archive cannot be used; the message names its entry
     * @throws io.snet4j.errors.StorageException if it cannot be had
     */
    public List<ProtoFile> protoFiles(Service service) {
        String name = name(service.organizationId(), service.id());
        return ApiArchive.read(name, fetch(storage, "the API of " + name, service.api(), ApiArchive.MAX_BYTES));
    }

    /** Of a service, for messages. */
    static String name(String organizationId, String serviceId) {
        return "service \"" + organizationId + "/" + serviceId + "\"";
    }

    private byte[] fetch(String owner, String uri) {
        return fetch(storage, owner, uri);
    }

    /**
     * @param owner whose metadata it is, for messages
     * @param uri as it is registered
     * @throws MetadataException if that is no URI of content
     */
    static byte[] fetch(Storage storage, String owner, String uri) {
        try {
            return fetch(storage, owner, ServiceMetadata.contentUri(uri), Fields.MAX_BYTES);
        } catch (IllegalArgumentException e) {
            throw unreadable(owner, uri, e);
        }
    }

    private static byte[] fetch(Storage storage, String owner, URI uri, long maxBytes) {
        try {
            return storage.fetch(uri, maxBytes);
        } catch (IllegalArgumentException e) {
            throw unreadable(owner, uri.toString(), e);
        }
    }

    private static MetadataException unreadable(String owner, String uri, IllegalArgumentException cause) {
        return new MetadataException(
                "the URI of " + owner + " is \"" + uri + "\", which cannot be read: " + cause.getMessage(), cause);
    }
}
