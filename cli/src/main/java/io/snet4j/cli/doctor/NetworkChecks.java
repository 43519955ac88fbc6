package io.snet4j.cli.doctor;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.snet4j.Network;
import io.snet4j.SnetClient;
import io.snet4j.chain.Chain;
import io.snet4j.cli.settings.ClientSettings;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.internal.core.Hex;
import io.snet4j.internal.core.JsonRpc;
import io.snet4j.internal.text.ShownUri;
import io.snet4j.internal.text.TimeText;
import io.snet4j.value.Address;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** The Ethereum node, the contracts, and the storages. */
public final class NetworkChecks implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration OLDEST_HEAD = Duration.ofMinutes(10);
    private static final Duration FUTURE = Duration.ofMinutes(2);
    private static final String OTHER_NODE = "name another node: snet4j network set NAME SNET4J_RPC=URI, or --rpc URI";

    private final ClientSettings settings;
    private final Clock clock;
    private final SnetClient reader;
    private final Findings findings;
    private final URI node;
    private final Chain chain;

    public NetworkChecks(ClientSettings settings, Clock clock, SnetClient reader, Findings findings) {
        this.settings = settings;
        this.clock = clock;
        this.reader = reader;
        this.findings = findings;
        this.node = settings.node();
        this.chain = Chain.connect(node, TIMEOUT);
    }

    /** @return whether the node and the contracts can be used */
    public boolean run(Target target) {
        // Asking for the registry is what compares the chains' ids.
        boolean answers = findings.check("node", OTHER_NODE, () -> {
            reader.registry();
            return ShownUri.origin(node) + ", chain " + chain.chainId();
        });
        boolean usable = answers && contracts();
        if (answers) {
            clock();
        } else {
            findings.skipped("the node is wrong", "clock", "contracts");
        }
        new StorageChecks(settings, findings, TIMEOUT).run(usable, reader.network(), chain, target);
        return usable;
    }

    /** A local chain keeps a time of its own: each block that is mined at once takes it a second further. */
    private void clock() {
        boolean paced = reader.network().knownBlock().isPresent();
        findings.look("clock", OTHER_NODE, this::head).ifPresent(head -> {
            Duration age = Duration.between(head, clock.instant()).truncatedTo(ChronoUnit.SECONDS);
            if (paced && age.compareTo(FUTURE.negated()) < 0) {
                findings.wrong(
                        "clock",
                        ExitCode.NETWORK,
                        "the node's latest block is " + TimeText.of(age.negated()) + " ahead of this machine's clock",
                        "set this machine's clock; if it is right, " + OTHER_NODE);
            } else if (paced && age.compareTo(OLDEST_HEAD) > 0) {
                findings.wrong(
                        "clock",
                        ExitCode.NETWORK,
                        "the node's latest block is " + TimeText.of(age)
                                + " old by this machine's clock: the node is behind, or the clock is fast",
                        "wait until the node has caught up, set the clock, or " + OTHER_NODE);
            } else {
                findings.ok(
                        "clock",
                        "the node's latest block is " + TimeText.of(age.isNegative() ? Duration.ZERO : age) + " old");
            }
        });
    }

    private Instant head() {
        return JsonRpc.shared(node, "an Ethereum node", TIMEOUT, error -> error.path("message")
                        .asText())
                .request(
                        "eth_getBlockByNumber",
                        block -> Instant.ofEpochSecond(Hex.readLong(block.path("timestamp"))),
                        TextNode.valueOf("latest"),
                        BooleanNode.FALSE);
    }

    private boolean contracts() {
        Network network = reader.network();
        Map<String, Address> wanted = Map.of(
                "SNET4J_REGISTRY", network.registry(),
                "SNET4J_ESCROW", network.escrow(),
                "SNET4J_TOKEN", network.token());
        return findings.look("contracts", OTHER_NODE, () -> wanted.entrySet().stream()
                        .filter(contract -> !chain.hasCode(contract.getValue()))
                        .map(contract -> contract.getKey() + " (" + contract.getValue() + ")")
                        .sorted()
                        .toList())
                .map(this::contracts)
                .orElse(false);
    }

    private boolean contracts(List<String> missing) {
        if (missing.isEmpty()) {
            findings.ok("contracts", "registry, escrow and token are on this chain");
            return true;
        }
        findings.wrong(
                "contracts",
                ExitCode.REFUSED_INPUT,
                "there is no contract at " + String.join(" and ", missing),
                "correct the address, or take it away: snet4j network set NAME SNET4J_REGISTRY=");
        return false;
    }

    @Override
    public void close() {
        chain.close();
    }
}
