package io.snet4j.live;

import io.snet4j.Network;
import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.devnet.Devnet;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.devnet.DevnetConnection.Account;
import io.snet4j.devnet.daemon.Daemon;
import io.snet4j.devnet.daemon.DaemonStore;
import io.snet4j.devnet.daemon.DaemonVersion;
import io.snet4j.identity.Identity;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** A network whose daemon can be restarted with what it knew, and whose chain can be lost or stand still for either side. */
final class LiveNet implements AutoCloseable {
    static final Cogs CALL = Cogs.of(7);
    private static final int FIRST_PORT = 20_000;

    /** Begins elsewhere in each JVM. */
    private static final AtomicLong PORTS =
            new AtomicLong(97 * ProcessHandle.current().pid());

    final ToyHandler handler = new ToyHandler();
    final ToyService service = new ToyService(handler);
    final Devnet devnet;
    final NodeProxy clientsNode;
    final NodeProxy daemonsNode;
    final DaemonStore store = DaemonStore.inMemory();
    private final DaemonVersion version;
    private Daemon daemon;

    LiveNet(DaemonVersion version) throws IOException {
        this(version, 0);
    }

    /** @param freeCalls for each user */
    LiveNet(DaemonVersion version, int freeCalls) throws IOException {
        this(version, builder -> builder.freeCalls(freeCalls));
    }

    LiveNet(DaemonVersion version, UnaryOperator<Devnet.Builder> options) throws IOException {
        this.version = version;
        devnet = options.apply(Devnet.builder())
                .service(service)
                .callPrice(CALL)
                .daemonEndpoint(URI.create("http://127.0.0.1:" + freePort()))
                .start();
        clientsNode = new NodeProxy(net().rpcUrl());
        daemonsNode = new NodeProxy(net().rpcUrl());
        daemon = startDaemon(true);
    }

    DevnetConnection net() {
        return devnet.connection();
    }

    void stopDaemon() {
        daemon.close();
    }

    /** With the store that the last one had. */
    void restartDaemon() {
        restartDaemon(true);
    }

    /** @param blockchain whether it takes payments now */
    void restartDaemon(boolean blockchain) {
        daemon.close();
        daemon = startDaemon(blockchain);
    }

    SnetClient.Builder client(String role) {
        Account account = net().account(role);
        return client(account.identity());
    }

    SnetClient.Builder client(Identity identity) {
        DevnetConnection.Contracts contracts = net().contracts();
        return SnetClient.builder()
                .network(Network.local(net().chainId(), contracts.registry(), contracts.mpe(), contracts.token()))
                .ethereumRpc(clientsNode.uri())
                .storage(List.of(net().ipfsUrl()))
                .identity(identity)
                .callDeadline(Duration.ofSeconds(60))
                .spendingLimit(
                        SpendingLimit.builder().channelDeposit(Cogs.of(100_000)).build());
    }

    ServiceClient open(SnetClient client) {
        return client.openService(net().orgId(), net().serviceId());
    }

    @Override
    public void close() {
        handler.releaseValidations();
        handler.releaseTrainings();
        daemon.close();
        clientsNode.close();
        daemonsNode.close();
        devnet.close();
    }

    private Daemon startDaemon(boolean blockchain) {
        DevnetConnection net = net();
        return Daemon.builder()
                .version(version)
                .port(net.daemonUrl().getPort())
                .rpc(daemonsNode.uri())
                .registry(net.contracts().registry())
                .ipfs(net.ipfsUrl())
                .organizationId(net.orgId())
                .serviceId(net.serviceId())
                .groupName(net.groupName())
                .serviceEndpoint(net.serviceUrl())
                .modelEndpoint(net.modelServiceUrl())
                .descriptors(List.of(service.descriptor()))
                .freeCallSigner(net.account("freeCallSigner").identity())
                .store(store)
                .blockchainEnabled(blockchain)
                .start();
    }

    /** Below those that systems give to outgoing connections: the daemon comes back to it after a while. */
    private static int freePort() throws IOException {
        while (true) {
            int port = FIRST_PORT + Math.floorMod(PORTS.getAndIncrement(), 12_000);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException e) {
                // The next one may be free.
            }
        }
    }
}
