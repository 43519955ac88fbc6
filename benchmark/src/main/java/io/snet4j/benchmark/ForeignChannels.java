package io.snet4j.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.devnet.DevnetConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;

/** Channels without money that somebody else opens, by an account of which the node has the key. */
final class ForeignChannels {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Far from what a block holds, so that gas stays cheap. Each is sent by itself: of those that are sent in one
     * request the node takes several at once, and now and then keeps one waiting for another that it already has.
     */
    private static final int IN_ONE_BLOCK = 100;

    /** Of {@code openChannel(address,address,bytes32,uint256,uint256)}. */
    private static final String SELECTOR = "0xe3b39250";

    private static final String GAS = "0x493e0";
    private static final long EXPIRATION = 1L << 40;

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI node;

    private ForeignChannels(URI node) {
        this.node = node;
    }

    static void open(DevnetConnection net, int number) {
        ForeignChannels channels = new ForeignChannels(net.rpcUrl());
        ObjectNode accounts = request("eth_accounts", 0);
        String somebody = channels.ask(accounts).path(9).asText();
        ObjectNode transaction = JSON.createObjectNode()
                .put("from", somebody)
                .put("to", net.contracts().mpe().toString())
                .put("gas", GAS)
                .put(
                        "data",
                        SELECTOR
                                + word(somebody)
                                + word(somebody)
                                + word("0x1")
                                + word("0x0")
                                + word("0x" + Long.toHexString(EXPIRATION)));
        ObjectNode opening = request("eth_sendTransaction", 0);
        opening.withArray("params").add(transaction);
        channels.automine(false);
        for (int sent = 1; sent <= number; sent++) {
            channels.ask(opening);
            if (sent % IN_ONE_BLOCK == 0 || sent == number) {
                channels.ask(request("evm_mine", 0));
            }
        }
        channels.automine(true);
    }

    private void automine(boolean on) {
        ObjectNode request = request("evm_setAutomine", 0);
        request.withArray("params").add(on);
        ask(request);
    }

    private static String word(String hex) {
        String digits = hex.substring(2).toLowerCase(Locale.ROOT);
        return "0".repeat(64 - digits.length()) + digits;
    }

    private static ObjectNode request(String method, int id) {
        ObjectNode request =
                JSON.createObjectNode().put("jsonrpc", "2.0").put("id", id).put("method", method);
        request.putArray("params");
        return request;
    }

    private JsonNode ask(JsonNode body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(node)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                    .build();
            JsonNode answer =
                    JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
            if (!answer.has("result")) {
                throw new IllegalStateException(body.path("method").asText() + ": " + answer);
            }
            return answer.path("result");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
