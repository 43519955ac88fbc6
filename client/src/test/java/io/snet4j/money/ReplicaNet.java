package io.snet4j.money;

import io.snet4j.chain.Chain;
import io.snet4j.chain.MultiPartyEscrow;
import io.snet4j.devnet.Devnet;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.devnet.daemon.Daemon;
import io.snet4j.devnet.daemon.DaemonStore;
import io.snet4j.identity.Identity;
import io.snet4j.live.ToyService;
import io.snet4j.registry.Service;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A devnet with a {@link Shop} behind three daemons that share what they know, as replicas with one etcd do. */
final class ReplicaNet implements AutoCloseable {
    static final int REPLICAS = 3;

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
        chain = Chain.connect(net().rpcUrl(), MoneyNet.MINING);
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
        return MoneyNet.daemon(net(), chain, store)
                // Something that is trainable, so that there are calls without a price.
                .descriptors(List.of(new ToyService().descriptor()))
                .start();
    }

    private void publishEndpoints() {
        List<URI> endpoints = daemons.stream().map(Daemon::uri).toList();
        MoneyNet.republish(
                net(), chain, group -> new Service.Group(group.name(), group.id(), endpoints, group.pricing()));
    }
}
