package io.snet4j.devnet.daemon;

import io.snet4j.chain.GroupId;
import io.snet4j.registry.Organization;
import io.snet4j.registry.Pricing;
import io.snet4j.registry.Registry;
import io.snet4j.registry.Service;
import io.snet4j.value.Address;
import io.snet4j.value.BlockCount;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which service of which group the daemon stands for, as chain and storage publish it.
 *
 * @param freeCalls for each user
 * @param freeCallSigner whose tokens let users make them; zero for nobody's
 */
record Replica(
        String organizationId,
        String serviceId,
        String groupName,
        GroupId groupId,
        Address paymentAddress,
        BlockCount paymentExpirationThreshold,
        Address escrow,
        Pricing pricing,
        String encoding,
        long freeCalls,
        Address freeCallSigner) {

    /**
     * Blocks on chain and storage.
     *
     * @throws IllegalArgumentException if organization or service has no group of that name
     */
    static Replica read(Registry registry, String organizationId, String serviceId, String groupName) {
        return of(registry.organization(organizationId), registry.service(organizationId, serviceId), groupName);
    }

    /** @throws IllegalArgumentException if organization or service has no group of that name */
    static Replica of(Organization organization, Service service, String groupName) {
        Organization.Group group = named(
                groupName,
                organization.groups().stream()
                        .collect(Collectors.toMap(Organization.Group::name, Function.identity(), (a, b) -> a)),
                "organization " + organization.id());
        Service.Group ofService = named(
                groupName,
                service.groups().stream()
                        .collect(Collectors.toMap(Service.Group::name, Function.identity(), (a, b) -> a)),
                "service " + service.id());
        return new Replica(
                organization.id(),
                service.id(),
                groupName,
                group.id(),
                group.paymentAddress(),
                group.paymentExpirationThreshold(),
                service.escrow(),
                ofService.pricing(),
                service.encoding(),
                ofService.freeCalls().map(Service.FreeCalls::calls).orElse(0L),
                ofService.freeCalls().map(Service.FreeCalls::signer).orElse(Address.ZERO));
    }

    private static <T> T named(String name, Map<String, T> groups, String of) {
        T group = groups.get(name);
        if (group == null) {
            throw new IllegalArgumentException(of + " has no group \"" + name + "\", but " + groups.keySet());
        }
        return group;
    }
}
