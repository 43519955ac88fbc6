package io.snet4j.cli.money;

import com.fasterxml.jackson.databind.node.TextNode;
import io.snet4j.internal.core.Hex;
import io.snet4j.internal.core.JsonRpc;
import io.snet4j.value.Address;
import io.snet4j.value.Wei;
import java.net.URI;
import java.time.Duration;

/** What fees are paid from. */
public final class Ether {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private Ether() {}

    /** Blocks on the node. */
    public static Wei of(URI node, Address account) {
        return JsonRpc.shared(node, "an Ethereum node", TIMEOUT, error -> error.path("message")
                        .asText())
                .request(
                        "eth_getBalance",
                        quantity -> new Wei(Hex.readQuantity(quantity)),
                        TextNode.valueOf(account.toString()),
                        TextNode.valueOf("latest"));
    }
}
