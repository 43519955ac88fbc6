package io.snet4j.toy;

import io.snet4j.chain.Chain;
import io.snet4j.chain.FetchToken;
import io.snet4j.chain.MultiPartyEscrow;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.devnet.Devnet;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.devnet.daemon.Daemon;
import io.snet4j.devnet.daemon.DaemonStore;
import io.snet4j.devnet.daemon.DaemonVersion;
import io.snet4j.devnet.fault.FaultyDaemon;
import io.snet4j.devnet.fault.FaultyNode;
import io.snet4j.devnet.fault.FaultyStorage;
import io.snet4j.devnet.fault.NodeControl;
import io.snet4j.errors.ChainException;
import io.snet4j.identity.Identity;
import io.snet4j.provider.ProviderClaims;
import io.snet4j.provider.UnclaimedPayment;
import io.snet4j.registry.Pricing;
import io.snet4j.registry.Publisher;
import io.snet4j.registry.Registry;
import io.snet4j.registry.Service;
import io.snet4j.storage.IpfsStorage;
import io.snet4j.storage.Storage;
import io.snet4j.value.Address;
import io.snet4j.value.Cogs;
import io.snet4j.value.Wei;
import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * A network with a {@link ToyService}. Its daemons are its own, so that they can be stopped, replaced and killed; with one,
 * that is behind a {@link FaultyDaemon}. Closed, it leaves nothing.
 */
public class ToyNet implements AutoCloseable {
    public static final Duration MINING = Duration.ofMinutes(5);

    /** What each call costs unless goods have prices of their own. */
    public static final Cogs CALL = Cogs.of(7);

    /** What somebody who was never here before has. */
    public static final Cogs FUNDS = Cogs.of(1_000_000);

    private static final Wei FEES = Wei.ofEther("100");
    private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

    /** What a network is started with. Not thread-safe. */
    public static final class Options {
        private ToyService service = new ToyService();
        private UnaryOperator<Devnet.Builder> devnet = builder -> builder;
        private DaemonVersion version = DaemonVersion.V6_0;
        private OptionalInt freeCalls = OptionalInt.empty();
        private int daemons = 1;
        private boolean goods;
        private boolean faulty;

        private Options() {}

        public Options service(ToyService toy) {
            service = toy;
            return this;
        }

        public Options devnet(UnaryOperator<Devnet.Builder> settings) {
            devnet = settings;
            return this;
        }

        /** 6.0 unless set. */
        public Options version(DaemonVersion daemons) {
            version = daemons;
            return this;
        }

        /** The daemon has a signer for free calls. Each user has so many, which may be none. */
        public Options freeCalls(int calls) {
            freeCalls = OptionalInt.of(calls);
            return this;
        }

        /** Daemons that share what they know, as replicas with one etcd do. Published each by itself if there are some. */
        public Options daemons(int number) {
            daemons = number;
            return this;
        }

        /** The service sells {@link Good goods}, each at its price. */
        public Options goods() {
            service = ToyService.withGoods();
            goods = true;
            return this;
        }

        /**
         * Daemons read the chain through {@link ToyNet#daemonsNode}; clients read it through {@link ToyNet#clientsNode}, and
         * content through {@link ToyNet#clientsStorage}.
         */
        public Options faulty() {
            faulty = true;
            return this;
        }
    }

    public static Options options() {
        return new Options();
    }

    public final ToyService service;
    public final Devnet devnet;
    public final NodeControl node;
    public final Chain chain;
    public final MultiPartyEscrow escrow;
    public final FetchToken token;

    /** Before the only daemon. */
    public final FaultyDaemon gate = FaultyDaemon.beforeNone();

    public final FaultyNode clientsNode;
    public final FaultyStorage clientsStorage;
    public final FaultyNode daemonsNode;
    private final Options options;
    private final List<Daemon> daemons = new ArrayList<>();
    private DaemonStore store = DaemonStore.inMemory();

    public ToyNet(Options options) {
        this.options = options;
        service = options.service;
        Devnet.Builder builder = Devnet.builder()
                .service(service)
                .callPrice(CALL)
                .freeCalls(options.freeCalls.orElse(0))
                .daemonEndpoint(options.daemons == 1 ? gate.uri() : NOWHERE);
        devnet = options.devnet.apply(builder).start();
        node = NodeControl.of(net().rpcUrl());
        clientsNode = FaultyNode.before(net().rpcUrl());
        clientsStorage = FaultyStorage.before(net().ipfsUrl());
        daemonsNode = FaultyNode.before(net().rpcUrl());
        chain = Chain.connect(net().rpcUrl(), Duration.ofMinutes(2));
        escrow = new MultiPartyEscrow(chain, net().contracts().mpe());
        token = new FetchToken(chain, net().contracts().token());
        if (options.goods) {
            republish(group -> new Service.Group(
                    group.name(), group.id(), group.endpoints(), new Pricing.PerMethod(Good.prices())));
        }
        for (int i = 0; i < options.daemons; i++) {
            daemons.add(startDaemon(true));
        }
        if (options.daemons == 1) {
            gate.leadTo(daemons.get(0).uri());
        } else {
            List<URI> endpoints = daemons.stream().map(Daemon::uri).toList();
            republish(group -> new Service.Group(group.name(), group.id(), endpoints, group.pricing()));
        }
    }

    public final DevnetConnection net() {
        return devnet.connection();
    }

    /** Where clients find the chain. */
    public final URI clientsRpc() {
        return options.faulty ? clientsNode.uri() : net().rpcUrl();
    }

    /** Where clients find content. */
    public final URI clientsIpfs() {
        return options.faulty ? clientsStorage.uri() : net().ipfsUrl();
    }

    /** Takes back what was done to it by {@link #gate}, the nodes and the storage. */
    public final void heal() {
        gate.heal();
        clientsNode.heal();
        daemonsNode.heal();
        clientsStorage.heal();
    }

    public final Identity account(String role) {
        return net().account(role).identity();
    }

    public final Identity provider() {
        return account("provider");
    }

    public final BigInteger now() {
        return BigInteger.valueOf(devnet.blockNumber());
    }

    /** What the daemons know. */
    public final DaemonStore store() {
        return store;
    }

    /** Where a daemon is itself, past {@link #gate}. */
    public final URI daemon(int number) {
        return daemons.get(number).uri();
    }

    public final URI daemon() {
        return daemon(0);
    }

    public final void stopDaemon() {
        daemons.get(0).close();
    }

    /** With the store that the last one had. */
    public final void restartDaemon() {
        restartDaemon(true);
    }

    /** @param blockchain whether it takes payments now */
    public final void restartDaemon(boolean blockchain) {
        stopDaemon();
        daemons.set(0, startDaemon(blockchain));
        gate.leadTo(daemon());
    }

    /** @param remembering whether the new one has the old one's store, as with etcd; or begins anew, as with memory */
    public final void replaceDaemon(boolean remembering) {
        Daemon old = daemons.get(0);
        if (!remembering) {
            store = DaemonStore.inMemory();
        }
        daemons.set(0, startDaemon(true));
        gate.leadTo(daemon());
        gate.cut();
        old.close();
    }

    /** Ends one as {@code kill -9} does. */
    public final void kill(int daemon) {
        daemons.get(daemon).kill();
    }

    /** Somebody who was never here before, with ether and tokens. */
    public final Identity payer(Random random) {
        String key = newKey(random);
        fund(Identity.ofPrivateKey(key).address());
        return Identity.ofPrivateKey(key);
    }

    /** The same, with some of the tokens in the escrow, and leave for the escrow to take the rest. */
    public final Identity depositor(Random random, Cogs inEscrow) {
        Identity payer = payer(random);
        token.approve(payer, escrow.address(), FUNDS, MINING);
        escrow.deposit(payer, inEscrow, MINING);
        return payer;
    }

    public static String newKey(Random random) {
        byte[] key = new byte[32];
        random.nextBytes(key);
        key[0] &= 0x7f;
        return HexFormat.of().formatHex(key);
    }

    public final void fund(Address payer) {
        node.giveEther(payer, FEES);
        token.transfer(account("consumer"), payer, FUNDS, MINING);
    }

    /** The payer's channels to the group, as the chain has them now. */
    public final List<PaymentChannel> channels(Address payer) {
        return escrow.channelsOpened(payer, provider().address(), net().groupId(), 0, chain.blockNumber()).stream()
                .map(opened -> escrow.channel(opened.channel().id()).orElseThrow())
                .toList();
    }

    /** The provider's, by a daemon and this chain. */
    public final ProviderClaims claims(int daemon) {
        return claims(daemon, chain);
    }

    private ProviderClaims claims(int daemon, Chain node) {
        return ProviderClaims.connect(daemon(daemon), node, escrow.address(), provider());
    }

    /** A claim that is begun and mined. */
    public final void claim(BigInteger channel) {
        try (ProviderClaims claims = claims(0)) {
            claims.claim(channel);
        }
    }

    public final Cogs unclaimed(BigInteger channel) {
        try (ProviderClaims claims = claims(0)) {
            return claims.listUnclaimed().stream()
                    .filter(payment -> payment.channelId().equals(channel))
                    .map(UnclaimedPayment::amount)
                    .reduce(Cogs.ZERO, Cogs::plus);
        }
    }

    /** A claim whose transaction is not sent yet. */
    public final void beginClaim(BigInteger channel) {
        Chain sendsNothing = (Chain) Proxy.newProxyInstance(
                Chain.class.getClassLoader(), new Class<?>[] {Chain.class}, (self, method, args) -> {
                    if (method.getName().equals("send")) {
                        throw new ChainException("not now");
                    }
                    return method.invoke(chain, args);
                });
        try (ProviderClaims claims = claims(0, sendsNothing)) {
            claims.claim(channel);
            throw new AssertionError("the claim was mined");
        } catch (ChainException e) {
            if (!String.valueOf(e.getMessage()).contains("not now")) {
                throw e;
            }
        }
    }

    /** Publishes the service anew, with its groups changed. */
    private void republish(UnaryOperator<Service.Group> change) {
        IpfsStorage storage = Storage.ipfs(net().ipfsUrl(), Duration.ofMinutes(2));
        Address registry = net().contracts().registry();
        Service published = new Registry(chain, registry, storage).service(net().orgId(), net().serviceId());
        new Publisher(chain, registry, storage, provider(), MINING)
                .publish(new Service(
                        published.organizationId(),
                        published.id(),
                        published.displayName(),
                        published.encoding(),
                        published.serviceType(),
                        published.api(),
                        published.escrow(),
                        published.groups().stream().map(change).toList()));
    }

    private Daemon startDaemon(boolean blockchain) {
        DevnetConnection net = net();
        Daemon.Builder builder = Daemon.builder()
                .version(options.version)
                .registry(net.contracts().registry())
                .ipfs(net.ipfsUrl())
                .organizationId(net.orgId())
                .serviceId(net.serviceId())
                .groupName(net.groupName())
                .serviceEndpoint(net.serviceUrl())
                .modelEndpoint(net.modelServiceUrl())
                .descriptors(List.of(service.descriptor()))
                .store(store)
                .blockchainEnabled(blockchain);
        if (options.freeCalls.isPresent()) {
            builder.freeCallSigner(account("freeCallSigner"));
        }
        return options.faulty
                ? builder.rpc(daemonsNode.uri()).start()
                : builder.chain(chain).start();
    }

    @Override
    public void close() {
        service.handler.releaseValidations();
        service.handler.releaseTrainings();
        gate.close();
        daemons.forEach(Daemon::close);
        clientsNode.close();
        daemonsNode.close();
        clientsStorage.close();
        node.close();
        chain.close();
        devnet.close();
    }
}
