package io.snet4j.registry;

import io.snet4j.chain.GroupId;
import io.snet4j.value.Address;
import java.net.URI;
import java.util.List;
import java.util.Optional;

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
    /**
     * @param endpoints at least one
     * @param freeCalls what is offered without payment; empty if nobody is named who could sign for it
     */
    public record Group(String name, GroupId id, List<URI> endpoints, Pricing pricing, Optional<FreeCalls> freeCalls) {
        /** Without free calls. */
        public Group(String name, GroupId id, List<URI> endpoints, Pricing pricing) {
            this(name, id, endpoints, pricing, Optional.empty());
        }
    }

    /**
     * An offer of free calls.
     *
     * @param calls that each user may make, zero or more; a daemon may know other numbers for some users
     * @param signer whose key signs the daemon's free-call tokens
     */
    public record FreeCalls(long calls, Address signer) {}
}
