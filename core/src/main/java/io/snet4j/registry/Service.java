package io.snet4j.registry;

import io.snet4j.chain.GroupId;
import io.snet4j.value.Address;
import java.net.URI;
import java.util.List;

/**
 * What a service publishes of itself, the part that this library uses.
 *
 * @param api where the archive of its proto files lies
 * @param escrow the contract it is paid through; to be compared with the network's own
 * @param groups at least one
 */
public record Service(
        String organizationId,
        String id,
        String displayName,
        String encoding,
        String serviceType,
        URI api,
        Address escrow,
        List<Group> groups) {
    /** @param endpoints at least one */
    public record Group(String name, GroupId id, List<URI> endpoints, Pricing pricing) {}
}
