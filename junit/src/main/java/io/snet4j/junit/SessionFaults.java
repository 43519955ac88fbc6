package io.snet4j.junit;

import io.snet4j.SnetClient;
import io.snet4j.TlsOptions;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.devnet.fault.FaultyDaemon;
import io.snet4j.devnet.fault.FaultyNode;
import io.snet4j.devnet.fault.FaultyStorage;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What can fail in one session, and in no other: the ways from its clients to the daemon, to the chain and to storage.
 * Begins without a fault. Thread-safe.
 *
 * @since 0.1.0
 */
public final class SessionFaults {
    private final FaultyNode node;
    private final FaultyStorage storage;
    private final List<FaultyDaemon> daemons;
    private final boolean tls;

    private SessionFaults(FaultyNode node, FaultyStorage storage, List<FaultyDaemon> daemons, boolean tls) {
        this.node = node;
        this.storage = storage;
        this.daemons = daemons;
        this.tls = tls;
    }

    static SessionFaults before(DevnetConnection net, int daemons, boolean tls) {
        Supplier<FaultyDaemon> way = tls ? FaultyDaemon::beforeNoneWithTls : FaultyDaemon::beforeNone;
        return new SessionFaults(
                FaultyNode.before(net.rpcUrl()),
                FaultyStorage.before(net.ipfsUrl()),
                Stream.generate(way).limit(daemons).toList(),
                tls);
    }

    /** Between clients and the daemon; the one that is published first, if there are several. */
    public FaultyDaemon daemon() {
        return daemons.get(0);
    }

    List<FaultyDaemon> daemons() {
        return daemons;
    }

    /** Between clients and the chain. */
    public FaultyNode node() {
        return node;
    }

    /** Between clients and content storage. */
    public FaultyStorage storage() {
        return storage;
    }

    /** As the session's clients see it. */
    DevnetConnection into(DevnetConnection net) {
        return new DevnetConnection(
                node.uri(),
                net.chainId(),
                net.contracts(),
                storage.uri(),
                net.daemonUrl(),
                net.orgId(),
                net.serviceId(),
                net.groupName(),
                net.groupId(),
                net.serviceUrl(),
                net.modelServiceUrl(),
                net.accounts(),
                net.channelLife());
    }

    SnetClient.Builder trusted(SnetClient.Builder client) {
        return tls
                ? client.tls(TlsOptions.builder()
                        .trustedCertificates(FaultyDaemon.authority())
                        .build())
                : client;
    }

    /** Takes all faults back. What {@link io.snet4j.devnet.PublishedService} was told stays. */
    public void heal() {
        node.heal();
        storage.heal();
        daemons.forEach(FaultyDaemon::heal);
    }

    void close() {
        node.close();
        storage.close();
        daemons.forEach(FaultyDaemon::close);
    }
}
