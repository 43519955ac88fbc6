package io.snet4j.money;

import io.snet4j.chain.Chain;
import io.snet4j.chain.MultiPartyEscrow;
import io.snet4j.devnet.Devnet;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.devnet.daemon.Daemon;
import io.snet4j.devnet.daemon.DaemonStore;
import io.snet4j.identity.Identity;
import io.snet4j.live.ToyService;
import io.snet4j.registry.Publisher;
import io.snet4j.registry.Registry;
import io.snet4j.registry.Service;
import io.snet4j.storage.IpfsStorage;
import io.snet4j.storage.Storage;
import io.snet4j.value.Address;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A devnet with a {@link Shop} behind three daemons that share what they know, as replicas with one etcd do. */
final class ReplicaNet implements AutoCloseable {
    static final int REPLICAS = 3;
    private static final Duration MINING = Duration.ofSeconds(30);

    final Shop shop = new Shop();
    final DaemonStore store = DaemonStore.inMemory();
    final Devnet devnet;
    final Chain chain;
    final MultiPartyEscrow escrow;
    private volatile int killed = -1;
    private final List<Daemon> daemons = new ArrayList<>();

    ReplicaNet() {
        devnet = Devnet.builder()
                .service(shop)
                .callPrice(Shop.Good.LOAF.price())
                .expirationThreshold(MoneyNet.THRESHOLD)
                .daemonEndpoint(URI.create("http://127.0.0.1:1"))
                .start();
        chain = Chain.connect(net().rpcUrl(), MINING);
        escrow = new MultiPartyEscrow(chain, net().contracts().mpe());
        for (int i = 0; i < REPLICAS; i++) {
            daemons.add(start());
        }
        publishEndpoints();
    }

    DevnetConnection net() {
        return devnet.connection();
    }

    Identity payer() {
        return net().account("consumer").identity();
    }

    Identity provider() {
        return net().account("provider").identity();
    }

    void kill(int number) {
        daemons.get(number).kill();
        killed = number;
    }

    Daemon living() {
        return daemons.get(killed == 0 ? 1 : 0);
    }

    @Override
    public void close() {
        daemons.forEach(Daemon::close);
        chain.close();
        devnet.close();
    }

    private Daemon start() {
        return Daemon.builder()
                .chain(chain)
                .registry(net().contracts().registry())
                .ipfs(net().ipfsUrl())
                .organizationId(net().orgId())
                .serviceId(net().serviceId())
                .groupName(net().groupName())
                .serviceEndpoint(net().serviceUrl())
                // Something that is trainable, so that there are calls without a price.
                .descriptors(List.of(new ToyService().descriptor()))
                .store(store)
                .start();
    }

    private void publishEndpoints() {
        IpfsStorage storage = Storage.ipfs(net().ipfsUrl(), MINING);
        Address registry = net().contracts().registry();
        Service service = new Registry(chain, registry, storage).service(net().orgId(), net().serviceId());
        Service.Group group = service.groups().get(0);
        List<URI> endpoints = daemons.stream().map(Daemon::uri).toList();
        new Publisher(chain, registry, storage, provider(), MINING)
                .publish(new Service(
                        service.organizationId(),
                        service.id(),
                        service.displayName(),
                        service.encoding(),
                        service.serviceType(),
                        service.api(),
                        service.escrow(),
                        List.of(new Service.Group(group.name(), group.id(), endpoints, group.pricing()))));
    }
}
