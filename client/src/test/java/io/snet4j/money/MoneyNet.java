package io.snet4j.money;

import io.snet4j.Network;
import io.snet4j.SnetClient;
import io.snet4j.chain.Chain;
import io.snet4j.chain.FetchToken;
import io.snet4j.chain.MultiPartyEscrow;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.devnet.Devnet;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.devnet.daemon.Daemon;
import io.snet4j.devnet.daemon.DaemonStore;
import io.snet4j.identity.Identity;
import io.snet4j.registry.Pricing;
import io.snet4j.registry.Publisher;
import io.snet4j.registry.Registry;
import io.snet4j.registry.Service;
import io.snet4j.storage.IpfsStorage;
import io.snet4j.storage.Storage;
import io.snet4j.value.Address;
import io.snet4j.value.Cogs;
import java.net.URI;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/** A devnet with a {@link Shop}, whose daemon can be replaced behind a {@link Gate}. */
final class MoneyNet implements AutoCloseable {
    static final Duration MINING = Duration.ofMinutes(5);
    static final Cogs FUNDS = Cogs.of(1_000_000);
    static final int THRESHOLD = 5;

    final Shop shop = new Shop();
    final Gate gate = new Gate();
    final Devnet devnet;
    final Node node;
    final Chain chain;
    final MultiPartyEscrow escrow;
    final FetchToken token;
    private DaemonStore store = DaemonStore.inMemory();
    private Daemon daemon;

    MoneyNet() {
        devnet = Devnet.builder()
                .service(shop)
                .expirationThreshold(THRESHOLD)
                .daemonEndpoint(gate.uri())
                .start();
        node = new Node(net().rpcUrl());
        chain = Chain.connect(net().rpcUrl(), Duration.ofMinutes(2));
        escrow = new MultiPartyEscrow(chain, net().contracts().mpe());
        token = new FetchToken(chain, net().contracts().token());
        publishPrices();
        daemon = startDaemon();
        gate.leadTo(daemon.uri());
    }

    DevnetConnection net() {
        return devnet.connection();
    }

    DaemonStore store() {
        return store;
    }

    URI daemon() {
        return daemon.uri();
    }

    Identity provider() {
        return net().account("provider").identity();
    }

    /** Somebody who was never here before, with ether and tokens. */
    Identity payer(Random random) {
        String key = newKey(random);
        fund(Identity.ofPrivateKey(key).address());
        return Identity.ofPrivateKey(key);
    }

    /** The same, with some of the tokens in the escrow, and leave for the escrow to take the rest. */
    Identity depositor(Random random, Cogs inEscrow) {
        Identity payer = payer(random);
        token.approve(payer, escrow.address(), FUNDS, MINING);
        escrow.deposit(payer, inEscrow, MINING);
        return payer;
    }

    static String newKey(Random random) {
        byte[] key = new byte[32];
        random.nextBytes(key);
        key[0] &= 0x7f;
        return HexFormat.of().formatHex(key);
    }

    void fund(Address payer) {
        node.giveEther(payer);
        token.transfer(net().account("consumer").identity(), payer, FUNDS, MINING);
    }

    SnetClient.Builder client(Identity payer) {
        return client(net(), payer);
    }

    static SnetClient.Builder client(DevnetConnection net, Identity payer) {
        DevnetConnection.Contracts contracts = net.contracts();
        return SnetClient.builder()
                .network(Network.local(net.chainId(), contracts.registry(), contracts.mpe(), contracts.token()))
                .ethereumRpc(net.rpcUrl())
                .storage(List.of(net.ipfsUrl()))
                .identity(payer)
                .callDeadline(Duration.ofMinutes(5));
    }

    /** The payer's channels to the group, as the chain has them now. */
    List<PaymentChannel> channels(Address payer) {
        return escrow.channelsOpened(payer, provider().address(), net().groupId(), 0, chain.blockNumber()).stream()
                .map(opened -> escrow.channel(opened.channel().id()).orElseThrow())
                .toList();
    }

    /** @param remembering whether the new one has the old one's store, as with etcd; or begins anew, as with memory */
    void replaceDaemon(boolean remembering) {
        Daemon old = daemon;
        if (!remembering) {
            store = DaemonStore.inMemory();
        }
        daemon = startDaemon();
        gate.leadTo(daemon.uri());
        gate.cut();
        old.close();
    }

    @Override
    public void close() {
        gate.close();
        daemon.close();
        chain.close();
        devnet.close();
    }

    private void publishPrices() {
        republish(
                net(),
                chain,
                group -> new Service.Group(
                        group.name(), group.id(), group.endpoints(), new Pricing.PerMethod(Shop.prices())));
    }

    /** Publishes the service anew, with its groups changed. */
    static void republish(DevnetConnection net, Chain chain, UnaryOperator<Service.Group> change) {
        IpfsStorage storage = Storage.ipfs(net.ipfsUrl(), Duration.ofMinutes(2));
        Address registry = net.contracts().registry();
        Service service = new Registry(chain, registry, storage).service(net.orgId(), net.serviceId());
        new Publisher(chain, registry, storage, net.account("provider").identity(), MINING)
                .publish(new Service(
                        service.organizationId(),
                        service.id(),
                        service.displayName(),
                        service.encoding(),
                        service.serviceType(),
                        service.api(),
                        service.escrow(),
                        service.groups().stream().map(change).toList()));
    }

    private Daemon startDaemon() {
        return daemon(net(), chain, store).start();
    }

    /** For the service of a devnet. */
    static Daemon.Builder daemon(DevnetConnection net, Chain chain, DaemonStore store) {
        return Daemon.builder()
                .chain(chain)
                .registry(net.contracts().registry())
                .ipfs(net.ipfsUrl())
                .organizationId(net.orgId())
                .serviceId(net.serviceId())
                .groupName(net.groupName())
                .serviceEndpoint(net.serviceUrl())
                .store(store);
    }
}
