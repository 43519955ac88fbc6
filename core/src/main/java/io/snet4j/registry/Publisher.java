package io.snet4j.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.chain.Chain;
import io.snet4j.chain.RegistryContract;
import io.snet4j.chain.RegistryContract.RegisteredOrganization;
import io.snet4j.errors.MetadataException;
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
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes organizations and services as their owner: metadata to content storage, its URI to the Registry contract.
 * Creates what is new, updates what exists, and sends no transaction if nothing changed. What was published before is read
 * first, and only what differs is changed in it: fields that are not known here stay as other tools wrote them. Thread-safe;
 * blocks until the transaction is mined.
 *
 * @since 0.1.0
 */
public final class Publisher {
    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

    private final RegistryContract contract;
    private final IpfsStorage storage;
    private final Identity owner;
    private final Duration deadline;
    private final boolean overwriting;

    /**
     * @param contract the Registry's address on the chain
     * @param deadline for each transaction to be mined
     */
    public Publisher(Chain chain, Address contract, IpfsStorage storage, Identity owner, Duration deadline) {
        this(new RegistryContract(chain, contract), storage, owner, deadline, false);
    }

    private Publisher(
            RegistryContract contract, IpfsStorage storage, Identity owner, Duration deadline, boolean overwriting) {
        this.contract = contract;
        this.storage = storage;
        this.owner = owner;
        this.deadline = deadline;
        this.overwriting = overwriting;
    }

    /**
     * One that writes metadata as a whole, without a look at what was published before: for metadata that storage does not
     * have any more, and for those who want nothing of it kept.
     */
    public Publisher overwriting() {
        return new Publisher(contract, storage, owner, deadline, true);
    }

    /**
     * @throws IllegalArgumentException if there are no groups, or the id cannot be registered
     * @throws io.snet4j.errors.StorageException if storage fails, or lacks what was published before: see
     *     {@link #overwriting}
     */
    public void publish(Organization organization) {
        requireSome(organization.groups(), "groups");
        Optional<String> present =
                contract.getOrganizationById(organization.id()).map(RegisteredOrganization::metadataUri);
        Optional<String> uri = storeChanged(
                "organization \"" + organization.id() + "\"",
                present,
                OrganizationMetadata.write(organization),
                json -> OrganizationMetadata.write(OrganizationMetadata.read(organization.id(), json)));
        if (uri.isPresent() && present.isEmpty()) {
            contract.createOrganization(owner, organization.id(), uri.get(), List.of(), deadline);
        } else if (uri.isPresent()) {
            contract.changeOrganizationMetadataURI(owner, organization.id(), uri.get(), deadline);
        }
    }

    /**
     * As it stands, with {@link Service#api} naming an archive that is already stored.
     *
     * @throws ServiceNotFoundException if its organization is not registered
     * @throws IllegalArgumentException if it lacks groups or endpoints, its id cannot be registered, or its prices per
     *     method are not for one package
     * @throws io.snet4j.errors.StorageException if storage fails, or lacks what was published before: see
     *     {@link #overwriting}
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
        Optional<String> uri = storeChanged(
                Registry.name(service.organizationId(), service.id()),
                present,
                metadata,
                json -> ServiceMetadata.write(ServiceMetadata.read(service.organizationId(), service.id(), json)));
        if (uri.isPresent() && present.isEmpty()) {
            contract.createServiceRegistration(owner, service.organizationId(), service.id(), uri.get(), deadline);
        } else if (uri.isPresent()) {
            contract.updateServiceRegistration(owner, service.organizationId(), service.id(), uri.get(), deadline);
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

    /**
     * @param present where the published metadata is
     * @param ours what we would have written of it
     * @return where the metadata is that is to be published; empty if that is what is published
     */
    private Optional<String> storeChanged(
            String of, Optional<String> present, ObjectNode wanted, Function<byte[], ObjectNode> ours) {
        ObjectNode metadata = wanted;
        if (present.isPresent() && !overwriting) {
            byte[] json = Registry.fetch(storage, of, present.get());
            Optional<ObjectNode> published = Fields.object(of, json);
            if (published.isPresent()) {
                metadata = MetadataMerge.of(published.get(), before(json, ours), wanted);
            }
            if (published.equals(Optional.of(metadata))) {
                return Optional.empty();
            }
        }
        String uri = storage.add(metadata.toString().getBytes(StandardCharsets.UTF_8))
                .toString();
        return Optional.of(uri).filter(stored -> !present.equals(Optional.of(stored)));
    }

    /** Nothing where it cannot be read: then all that is wanted counts as a change. */
    private static ObjectNode before(byte[] json, Function<byte[], ObjectNode> ours) {
        try {
            return ours.apply(json);
        } catch (MetadataException e) {
            LOG.warn("what was published before is not as it should be, and is put right: {}", e.getMessage());
            return Fields.JSON.createObjectNode();
        }
    }

    private static void requireSome(Collection<?> values, String what) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing to publish without " + what);
        }
    }
}
