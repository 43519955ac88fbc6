package io.snet4j.junit;

import io.snet4j.SnetClient;
import io.snet4j.TlsOptions;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.devnet.PublishedService;
import io.snet4j.devnet.fault.FaultyDaemon;
import io.snet4j.devnet.fault.FaultyNode;
import io.snet4j.devnet.fault.FaultyStorage;
import java.util.List;

/**
 * What can fail in one session, and in no other: the ways from its clients to the daemon, to the chain and to storage,
 * and the daemon's own way to the chain. Begins without a fault. Thread-safe.
 *
 * @since 0.1.0
 */
public final class SessionFaults {
    private final List<FaultyDaemon> daemons;
    private final boolean tls;
    private final FaultyNode node;
    private final FaultyNode daemonNode;
    private final FaultyStorage storage;

    private SessionFaults(List<FaultyDaemon> daemons, boolean tls, DevnetConnection net) {
        this.daemons = daemons;
        this.tls = tls;
        node = FaultyNode.before(net.rpcUrl());
        daemonNode = FaultyNode.before(net.rpcUrl());
        storage = FaultyStorage.before(net.ipfsUrl());
    }

    /**
     * @param daemons what the service is behind
     * @param tls whether they are reached by TLS
     */
    static SessionFaults of(PublishedService service, List<FaultyDaemon> daemons, boolean tls) {
        SessionFaults faults = new SessionFaults(daemons, tls, service.connection());
        try {
            service.daemonNode(faults.daemonNode.uri());
            service.restartDaemon();
            return faults;
        } catch (RuntimeException | Error e) {
            faults.close();
            throw e;
        }
    }

    /** Between clients and the daemon; the one that is published first, if there are several. */
    public FaultyDaemon daemon() {
        return daemons.get(0);
    }

    /** Between clients and the chain. */
    public FaultyNode node() {
        return node;
    }

    /** Between the daemon and the chain; the same for all, if there are several. */
    public FaultyNode daemonNode() {
        return daemonNode;
    }

    /** Between clients and content storage. */
    public FaultyStorage storage() {
        return storage;
    }

    SnetClient.Builder trusted(SnetClient.Builder client) {
        return tls
                ? client.tls(TlsOptions.builder()
                        .trustedCertificates(FaultyDaemon.authority())
                        .build())
                : client;
    }

    /** Takes all faults back. What {@link PublishedService} was told stays. */
    public void heal() {
        daemons.forEach(FaultyDaemon::heal);
        node.heal();
        daemonNode.heal();
        storage.heal();
    }

    void close() {
        daemons.forEach(FaultyDaemon::close);
        node.close();
        daemonNode.close();
        storage.close();
    }
}
