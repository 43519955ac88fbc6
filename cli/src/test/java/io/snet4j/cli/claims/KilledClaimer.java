package io.snet4j.cli.claims;

import io.snet4j.cli.Child;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.devnet.fault.FaultyNode;
import io.snet4j.devnet.fault.NodeControl;
import io.snet4j.junit.TestSession;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Runs the command in processes of its own, most of which are killed some time after one of their requests to the node.
 */
final class KilledClaimer implements AutoCloseable {
    private static final String RECEIPT = "eth_getTransactionReceipt";

    /** A request, and how often a run makes it, about. */
    private static final List<Map.Entry<String, Integer>> MOMENTS = List.of(
            Map.entry("eth_call", 12),
            Map.entry("eth_blockNumber", 5),
            Map.entry("eth_estimateGas", 1),
            Map.entry("eth_getTransactionCount", 1),
            Map.entry("eth_sendRawTransaction", 1),
            Map.entry(RECEIPT, 2));

    private static final int MOST_MICROS = 20_000;

    private final TestSession net;
    private final Random random;
    private final FaultyNode rpc;
    private final NodeControl node;
    private boolean mining = true;

    KilledClaimer(TestSession net, Random random) {
        this.net = net;
        this.random = random;
        DevnetConnection connection = net.service().connection();
        rpc = FaultyNode.before(connection.rpcUrl());
        node = NodeControl.of(connection.rpcUrl());
    }

    /** @return whether it was killed, and did not end by itself */
    boolean run(Path folder) throws Exception {
        boolean kill = random.nextInt(4) > 0;
        boolean waits = kill && random.nextInt(4) == 0;
        var moment = MOMENTS.get(random.nextInt(MOMENTS.size()));
        int times = 1 + random.nextInt(moment.getValue());
        long micros = random.nextInt(MOST_MICROS);
        // What the one before it sent is mined when this one has sent its own, or is over.
        CompletableFuture<Void> sent = rpc.whenAsked(RECEIPT, 1).thenRun(() -> mine(!waits));
        CompletableFuture<Void> now = kill ? rpc.whenAsked(moment.getKey(), times) : new CompletableFuture<>();
        if (waits && mining) {
            mine(false);
        }
        try (Child child = Child.start(folder, environment(), words())) {
            CompletableFuture.anyOf(now, child.end()).get(5, TimeUnit.MINUTES);
            TimeUnit.MICROSECONDS.sleep(micros);
            boolean killed = child.killIfAlive();
            child.exitCode();
            sent.cancel(false);
            if (!waits) {
                mine(true);
            }
            return killed;
        }
    }

    private synchronized void mine(boolean on) {
        node.minesByItself(on);
        if (on) {
            node.mine();
        }
        mining = on;
    }

    private Map<String, String> environment() {
        Map<String, String> environment =
                new HashMap<>(net.service().connection().settings("provider"));
        environment.put("SNET4J_RPC", rpc.uri().toString());
        return environment;
    }

    private List<String> words() {
        DevnetConnection connection = net.service().connection();
        return List.of("claims", "claim", connection.orgId(), connection.serviceId(), "--all", "--yes");
    }

    @Override
    public void close() {
        mine(true);
        rpc.close();
        node.close();
    }
}
