package io.snet4j.money;

import io.snet4j.devnet.DevnetConnection;
import io.snet4j.devnet.daemon.Daemon;
import io.snet4j.devnet.daemon.DaemonVersion;
import io.snet4j.junit.TestSession;
import io.snet4j.provider.ProviderClaims;
import io.snet4j.publish.Publisher;
import io.snet4j.publish.RegistryChange;
import io.snet4j.publish.ServiceFile;
import io.snet4j.registry.Registry;
import io.snet4j.registry.Service;
import io.snet4j.storage.IpfsStorage;
import io.snet4j.storage.Storage;
import io.snet4j.toy.OnChain;
import io.snet4j.toy.ToyService;
import io.snet4j.toy.Toys;
import io.snet4j.value.Address;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Daemons beside a session's own that share what it knows, as replicas with one etcd do. Published each by itself. */
final class Replicas implements AutoCloseable {
    private final TestSession session;
    private final OnChain onChain;
    private final List<Daemon> others = new ArrayList<>();

    Replicas(TestSession session, ToyService service, int number) {
        this.session = session;
        onChain = new OnChain(session);
        while (others.size() < number - 1) {
            others.add(another(service));
        }
        List<URI> endpoints = new ArrayList<>(List.of(session.service().daemon().uri()));
        others.forEach(daemon -> endpoints.add(daemon.uri()));
        publish(endpoints);
    }

    private Daemon another(ToyService service) {
        DevnetConnection net = session.connection();
        return Daemon.builder()
                .version(DaemonVersion.V6_2)
                .chain(onChain.chain)
                .registry(net.contracts().registry())
                .ipfs(net.ipfsUrl())
                .organizationId(net.orgId())
                .serviceId(net.serviceId())
                .groupName(net.groupName())
                .serviceEndpoint(net.serviceUrl())
                .modelEndpoint(net.modelServiceUrl())
                .descriptors(List.of(service.descriptor()))
                .store(session.service().daemon().store())
                .start();
    }

    private void publish(List<URI> endpoints) {
        DevnetConnection net = session.connection();
        IpfsStorage storage = Storage.ipfs(net.ipfsUrl(), Duration.ofMinutes(2));
        Address registry = net.contracts().registry();
        Service published = new Registry(onChain.chain, registry, storage).service(net.orgId(), net.serviceId());
        ServiceFile.Builder file = ServiceFile.builder(published.displayName());
        published
                .groups()
                .forEach(group -> file.group(
                        new Service.Group(group.name(), group.id(), endpoints, group.pricing(), group.freeCalls())));
        Publisher.builder(onChain.chain, registry)
                .storage(storage)
                .store(storage)
                .identity(onChain.provider())
                .deadline(Toys.MINING)
                .build()
                .apply(RegistryChange.service(net.orgId(), net.serviceId(), file.build()));
    }

    /** Ends one as {@code kill -9} does. */
    void kill(int replica) {
        if (replica == 0) {
            session.service().killDaemon();
        } else {
            others.get(replica - 1).kill();
        }
    }

    /** By a replica that lives. */
    ProviderClaims claims(int replica) {
        URI daemon = replica == 0
                ? session.service().daemon().uri()
                : others.get(replica - 1).uri();
        return ProviderClaims.connect(daemon, onChain.chain, onChain.escrow.address(), onChain.provider());
    }

    @Override
    public void close() {
        others.forEach(Daemon::close);
    }
}
