package io.snet4j.benchmark;

import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.devnet.Devnet;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.devnet.fault.FaultyDaemon;
import io.snet4j.devnet.fault.FaultyNode;
import io.snet4j.devnet.fault.FaultyStorage;
import io.snet4j.value.Cogs;
import java.time.Duration;
import java.util.List;

/** One devnet for all sides. Node and storage are reached through what counts and delays, by every side. */
public final class Lab implements AutoCloseable {
    private static final Cogs DEPOSIT = Cogs.ofFet("100");
    private static final Cogs FUNDS = Cogs.ofFet("1000");

    private final Devnet devnet;
    private final FaultyNode node;
    private final FaultyStorage storage;

    private Lab(Devnet devnet) {
        this.devnet = devnet;
        this.node = FaultyNode.before(devnet.connection().rpcUrl());
        this.storage = FaultyStorage.before(devnet.connection().ipfsUrl());
    }

    public static Lab start() {
        return new Lab(Devnet.builder().service(BenchService.hosted()).start());
    }

    /** What a program needs to be a fresh account with money. */
    public DevnetConnection newAccount() {
        DevnetConnection net = devnet.connection();
        DevnetConnection.Account made = devnet.newAccount(FUNDS);
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
                List.of(new DevnetConnection.Account("consumer", made.address(), made.privateKey())),
                net.channelLife());
    }

    /**
     * As {@link #newAccount}, with a channel that lasts for the whole run. The official Python client would open one
     * for a single call, and pay for the next call by another transaction.
     */
    public DevnetConnection newAccountWithChannel() {
        DevnetConnection net = newAccount();
        try (SnetClient client =
                        SnetClient.builder().from(net.settings("consumer")).build();
                ServiceClient service = client.openService(net.orgId(), net.serviceId())) {
            service.payments().openChannel(DEPOSIT);
        }
        return net;
    }

    /** @return before the daemon; whoever asks for it closes it */
    public FaultyDaemon awayFromDaemon(Duration distance) {
        FaultyDaemon way = FaultyDaemon.before(devnet.connection().daemonUrl());
        way.delay(distance);
        return way;
    }

    /** So many channels of somebody else, each opened by a transaction of its own. */
    void openForeignChannels(int number) {
        ForeignChannels.open(devnet.connection(), number);
    }

    public long block() {
        return devnet.blockNumber().toLong();
    }

    /** How far away the node is from now on. */
    public void nodeAway(Duration distance) {
        if (distance.isZero()) {
            node.heal();
        } else {
            node.delay(distance);
        }
    }

    /** How far away storage is from now on. */
    public void storageAway(Duration distance) {
        if (distance.isZero()) {
            storage.heal();
        } else {
            storage.delay(distance);
        }
    }

    /** Requests that node and storage got until now; several in one count once. */
    public Traffic traffic() {
        return new Traffic(node.received(), storage.received(), node.receivedBytes() + storage.receivedBytes());
    }

    /** @param bytes of the requests */
    public record Traffic(long node, long storage, long bytes) {
        public Traffic since(Traffic before) {
            return new Traffic(node - before.node, storage - before.storage, bytes - before.bytes);
        }
    }

    @Override
    public void close() {
        node.close();
        storage.close();
        devnet.close();
    }
}
