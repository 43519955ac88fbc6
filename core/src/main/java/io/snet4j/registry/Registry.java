package io.snet4j.registry;

import io.snet4j.chain.Chain;
import io.snet4j.chain.RegistryContract;
import io.snet4j.errors.MetadataException;
import io.snet4j.errors.ServiceNotFoundException;
import io.snet4j.storage.Storage;
import io.snet4j.value.Address;
import java.util.List;

/**
 * Reads organizations and services. Thread-safe; every method blocks on the network and caches nothing. Ids that cannot
 * exist (none, or more than 32 bytes in UTF-8) are refused with {@link IllegalArgumentException}; what is published but
 * cannot be used, with {@link MetadataException}.
 */
public final class Registry {
    private final RegistryContract contract;
    private final Storage storage;

    /** @param contract the Registry's address on the chain */
    public Registry(Chain chain, Address contract, Storage storage) {
        this.contract = new RegistryContract(chain, contract);
        this.storage = storage;
    }

    /** Ids of all organizations, in the contract's order. */
    public List<String> organizationIds() {
        return contract.listOrganizations();
    }

    /** @throws ServiceNotFoundException if there is none of that id */
    public Organization organization(String organizationId) {
        String uri = contract.getOrganizationById(organizationId)
                .orElseThrow(() -> new ServiceNotFoundException(
                        "the Registry at " + contract.address() + " knows no organization \"" + organizationId + "\""))
                .metadataUri();
        return OrganizationMetadata.read(organizationId, fetch("organization \"" + organizationId + "\"", uri));
    }

    /** @throws ServiceNotFoundException if there is none of that id */
    public Service service(String organizationId, String serviceId) {
        String name = "service \"" + organizationId + "/" + serviceId + "\"";
        String uri = contract.getServiceRegistrationById(organizationId, serviceId)
                .orElseThrow(() ->
                        new ServiceNotFoundException("the Registry at " + contract.address() + " knows no " + name));
        return ServiceMetadata.read(organizationId, serviceId, fetch(name, uri));
    }

    /**
     * The files of a service's API, unpacked in memory.
     *
     * @return at least one
     * @throws MetadataException if the archive cannot be used; the message names its entry
     * @throws io.snet4j.errors.StorageException if it cannot be had
     */
    public List<ProtoFile> protoFiles(Service service) {
        String name = "service \"" + service.organizationId() + "/" + service.id() + "\"";
        return ApiArchive.read(name, storage.fetch(service.api()));
    }

    private byte[] fetch(String owner, String uri) {
        try {
            return storage.fetch(ServiceMetadata.contentUri(uri));
        } catch (IllegalArgumentException e) {
            throw new MetadataException("the metadata URI of " + owner + " cannot be read: " + e.getMessage(), e);
        }
    }
}
