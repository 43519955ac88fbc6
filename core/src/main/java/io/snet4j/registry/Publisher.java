package io.snet4j.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.chain.Chain;
import io.snet4j.chain.RegistryContract;
import io.snet4j.chain.RegistryContract.RegisteredOrganization;
import io.snet4j.errors.ServiceNotFoundException;
import io.snet4j.identity.Identity;
import io.snet4j.storage.IpfsStorage;
import io.snet4j.value.Address;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Publishes organizations and services as their owner: metadata to content storage, its URI to the Registry contract.
 * Creates what is new, updates what exists, and sends no transaction if nothing changed. Metadata is written as a whole:
 * what others published beside the fields known here is not kept. Thread-safe; blocks until the transaction is mined.
 *
 * @since 0.1.0
 */
public final class Publisher {
    private final RegistryContract contract;
    private final IpfsStorage storage;
    private final Identity owner;
    private final Duration deadline;

    /**
     * @param contract the Registry's address on the chain
     * @param deadline for each transaction to be mined
     */
    public Publisher(Chain chain, Address contract, IpfsStorage storage, Identity owner, Duration deadline) {
        this.contract = new RegistryContract(chain, contract);
        this.storage = storage;
        this.owner = owner;
        this.deadline = deadline;
    }

    /** @throws IllegalArgumentException if there are no groups, or the id cannot be registered */
    public void publish(Organization organization) {
        requireSome(organization.groups(), "groups");
        Optional<String> present =
                contract.getOrganizationById(organization.id()).map(RegisteredOrganization::metadataUri);
        String uri = store(OrganizationMetadata.write(organization));
        if (present.isEmpty()) {
            contract.createOrganization(owner, organization.id(), uri, List.of(), deadline);
        } else if (!present.get().equals(uri)) {
            contract.changeOrganizationMetadataURI(owner, organization.id(), uri, deadline);
        }
    }

    /**
     * As it stands, with {@link Service#api} naming an archive that is already stored.
     *
     * @throws ServiceNotFoundException if its organization is not registered
     * @throws IllegalArgumentException if it lacks groups or endpoints, its id cannot be registered, or its prices per
     *     method are not for one package
     */
    public void publish(Service service) {
        requireSome(service.groups(), "groups");
        service.groups().forEach(group -> requireSome(group.endpoints(), "endpoints"));
        ObjectNode metadata = ServiceMetadata.write(service);
        Optional<String> present = contract.getServiceRegistrationById(service.organizationId(), service.id());
        if (present.isEmpty()
                && contract.getOrganizationById(service.organizationId()).isEmpty()) {
            throw new ServiceNotFoundException("organization \"" + service.organizationId()
                    + "\" is not registered; publish it before its services");
        }
        String uri = store(metadata);
        if (present.isEmpty()) {
            contract.createServiceRegistration(owner, service.organizationId(), service.id(), uri, deadline);
        } else if (!present.get().equals(uri)) {
            contract.updateServiceRegistration(owner, service.organizationId(), service.id(), uri, deadline);
        }
    }

    /**
     * Who may publish services of the organization beside its owner: these, and nobody else.
     *
     * @throws ServiceNotFoundException if it is not registered
     */
    public void setMembers(String organizationId, Set<Address> members) {
        Set<Address> present = new TreeSet<>(registered(organizationId).members());
        List<Address> added = members.stream()
                .filter(member -> !present.contains(member))
                .sorted()
                .toList();
        List<Address> removed =
                present.stream().filter(member -> !members.contains(member)).toList();
        if (!added.isEmpty()) {
            contract.addOrganizationMembers(owner, organizationId, added, deadline);
        }
        if (!removed.isEmpty()) {
            contract.removeOrganizationMembers(owner, organizationId, removed, deadline);
        }
    }

    /**
     * Takes an organization out of the Registry, with all its services. What was stored stays stored.
     *
     * @throws ServiceNotFoundException if it is not registered
     */
    public void deleteOrganization(String organizationId) {
        registered(organizationId);
        contract.deleteOrganization(owner, organizationId, deadline);
    }

    /**
     * Takes a service out of the Registry. What was stored stays stored; who knows its endpoints can still call it.
     *
     * @throws ServiceNotFoundException if it is not registered
     */
    public void deleteService(String organizationId, String serviceId) {
        if (contract.getServiceRegistrationById(organizationId, serviceId).isEmpty()) {
            throw new ServiceNotFoundException(
                    "service \"" + organizationId + "/" + serviceId + "\" is not registered");
        }
        contract.deleteServiceRegistration(owner, organizationId, serviceId, deadline);
    }

    private RegisteredOrganization registered(String organizationId) {
        return contract.getOrganizationById(organizationId)
                .orElseThrow(() ->
                        new ServiceNotFoundException("organization \"" + organizationId + "\" is not registered"));
    }

    /**
     * Packs proto files as the daemon wants them: a tar.gz of plain files, no directories.
     *
     * @param protoFiles by file name; the daemon adds its own {@code training.proto}
     * @return where it is stored
     * @throws IllegalArgumentException if there are none, or a name has anything but letters, digits, points, dashes and
     *     underscores
     */
    public URI publishApi(Map<String, String> protoFiles) {
        requireSome(protoFiles.keySet(), "proto files");
        return storage.add(TarGz.of(protoFiles));
    }

    private String store(ObjectNode metadata) {
        return storage.add(metadata.toString().getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static void requireSome(Collection<?> values, String what) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing to publish without " + what);
        }
    }
}
