package io.snet4j.devnet;

import io.snet4j.chain.Chain;
import io.snet4j.publish.OrganizationFile;
import io.snet4j.publish.ProtoArchive;
import io.snet4j.publish.Publisher;
import io.snet4j.publish.RegistryChange;
import io.snet4j.publish.ServiceFile;
import io.snet4j.registry.Organization;
import io.snet4j.registry.Pricing;
import io.snet4j.registry.Service;
import io.snet4j.storage.Cid;
import io.snet4j.storage.IpfsStorage;
import io.snet4j.value.Cogs;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What a network publishes of its organization and service. */
record DevnetMetadata(OrganizationFile organizationFile, String serviceId, ServiceFile serviceFile, ProtoArchive api) {
    static DevnetMetadata of(HostingSettings settings, List<URI> daemonUrls) {
        HostedService hosted = settings.service();
        OrganizationFile organization = OrganizationFile.builder(settings.organizationId())
                .name("snet4j devnet")
                .group(new Organization.Group(
                        settings.groupName(),
                        settings.groupId(),
                        DevAccounts.PROVIDER.address(),
                        settings.expirationThreshold()))
                .build();
        ProtoArchive api = ProtoArchive.of(hosted.protoFiles());
        ServiceFile service = ServiceFile.builder(hosted.displayName())
                .api(Cid.of(api.bytes()).toUri())
                .escrow(ContractDeployment.EXPECTED.mpe())
                .group(new Service.Group(
                        settings.groupName(),
                        settings.groupId(),
                        daemonUrls,
                        settings.pricing(),
                        Optional.of(
                                new Service.FreeCalls(settings.freeCalls(), DevAccounts.FREE_CALL_SIGNER.address()))))
                .build();
        return new DevnetMetadata(organization, hosted.serviceId(), service, api);
    }

    /** As daemons read it. */
    Organization organization() {
        return organizationFile.organization();
    }

    /** As daemons read it. */
    Service service() {
        return serviceFile.service(organizationFile.organizationId(), serviceId);
    }

    DevnetMetadata withCallPrice(Cogs price) {
        ServiceFile.Builder changed = serviceFile.toBuilder();
        service()
                .groups()
                .forEach(group -> changed.group(new Service.Group(
                        group.name(), group.id(), group.endpoints(), new Pricing.Fixed(price), group.freeCalls())));
        return new DevnetMetadata(organizationFile, serviceId, changed.build(), api);
    }

    /** As a whole: only a devnet writes here, and a chain may be restored without the contents that it names. */
    void publish(Chain chain, IpfsStorage contents) {
        Publisher publisher = Publisher.builder(chain, ContractDeployment.EXPECTED.registry())
                .escrow(ContractDeployment.EXPECTED.mpe())
                .storage(contents)
                .store(contents)
                .identity(DevAccounts.PROVIDER)
                .deadline(ContractDeployment.DEADLINE)
                .build();
        publisher.apply(RegistryChange.organization(organizationFile).asWhole());
        publisher.apply(RegistryChange.service(organizationFile.organizationId(), serviceId, serviceFile, api)
                .asWhole());
    }
}
