package io.snet4j.devnet;

import io.snet4j.chain.Chain;
import io.snet4j.registry.Organization;
import io.snet4j.registry.Pricing;
import io.snet4j.registry.Publisher;
import io.snet4j.registry.Service;
import io.snet4j.storage.IpfsStorage;
import io.snet4j.value.Cogs;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What a network publishes of its organization and service. */
record DevnetMetadata(Organization organization, Service service) {
    /** Puts the service's proto files into content storage. */
    static DevnetMetadata of(HostingSettings settings, List<URI> daemonUrls, Publisher publisher) {
        HostedService hosted = settings.service();
        Organization organization = new Organization(
                settings.organizationId(),
                "snet4j devnet",
                List.of(new Organization.Group(
                        settings.groupName(),
                        settings.groupId(),
                        DevAccounts.PROVIDER.address(),
                        settings.expirationThreshold())));
        Service service = new Service(
                settings.organizationId(),
                hosted.serviceId(),
                hosted.displayName(),
                "proto",
                "grpc",
                publisher.publishApi(hosted.protoFiles()),
                ContractDeployment.EXPECTED.mpe(),
                List.of(new Service.Group(
                        settings.groupName(),
                        settings.groupId(),
                        daemonUrls,
                        settings.pricing(),
                        Optional.of(
                                new Service.FreeCalls(settings.freeCalls(), DevAccounts.FREE_CALL_SIGNER.address())))));
        return new DevnetMetadata(organization, service);
    }

    DevnetMetadata withCallPrice(Cogs price) {
        List<Service.Group> groups = service.groups().stream()
                .map(group -> new Service.Group(
                        group.name(), group.id(), group.endpoints(), new Pricing.Fixed(price), group.freeCalls()))
                .toList();
        return new DevnetMetadata(
                organization,
                new Service(
                        service.organizationId(),
                        service.id(),
                        service.displayName(),
                        service.encoding(),
                        service.serviceType(),
                        service.api(),
                        service.escrow(),
                        groups));
    }

    static Publisher publisher(Chain chain, IpfsStorage contents) {
        // Only a devnet writes here, and a chain may be restored without the contents that it names.
        return new Publisher(
                        chain,
                        ContractDeployment.EXPECTED.registry(),
                        contents,
                        DevAccounts.PROVIDER,
                        ContractDeployment.DEADLINE)
                .overwriting();
    }

    void publish(Publisher publisher) {
        publisher.publish(organization);
        publisher.publish(service);
    }
}
