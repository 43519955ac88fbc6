package io.snet4j.junit;

import io.snet4j.devnet.PublishedService;
import io.snet4j.devnet.fault.FaultyDaemon;
import io.snet4j.devnet.fault.FaultyNode;
import io.snet4j.devnet.fault.FaultyStorage;
import java.net.URI;

/**
 * What can fail in one session, and in no other: the ways to its daemon, to the chain and to storage. Begins without a
 * fault. Thread-safe.
 *
 * @since 0.1.0
 */
public final class SessionFaults {
    private final FaultyDaemon daemon;
    private final FaultyNode node;
    private final FaultyNode daemonNode;
    private final FaultyStorage storage;
    private final boolean everywhere;

    /** @param everywhere whether the ways to chain and storage are used, too */
    SessionFaults(FaultyDaemon daemon, PublishedService service, boolean everywhere) {
        URI rpc = service.connection().rpcUrl();
        this.daemon = daemon;
        this.everywhere = everywhere;
        node = FaultyNode.before(rpc);
        daemonNode = FaultyNode.before(rpc);
        storage = FaultyStorage.before(service.connection().ipfsUrl());
        daemon.leadTo(service.daemon().uri());
        if (everywhere) {
            service.stopDaemon();
            service.daemonNode(daemonNode.uri());
            service.startDaemon();
        }
    }

    boolean isEverywhere() {
        return everywhere;
    }

    /** Between clients and the daemon. */
    public FaultyDaemon daemon() {
        return daemon;
    }

    /** Between the session's clients and the chain. */
    public FaultyNode node() {
        return node;
    }

    /** Between the daemon and the chain. */
    public FaultyNode daemonNode() {
        return daemonNode;
    }

    /** Between the session's clients and content storage. */
    public FaultyStorage storage() {
        return storage;
    }

    /** Takes all faults back. */
    public void heal() {
        daemon.heal();
        node.heal();
        daemonNode.heal();
        storage.heal();
    }

    void close() {
        daemon.close();
        node.close();
        daemonNode.close();
        storage.close();
    }
}
