package io.snet4j.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
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
    private static final int IN_ONE_REQUEST = 250;

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
        String somebody = channels.ask(accounts).path("result").path(9).asText();
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
        ObjectNode count = request("eth_getTransactionCount", 0);
        count.withArray("params").add(somebody).add("latest");
        long nonce = Long.decode(channels.ask(count).path("result").asText());
        for (int sent = 0; sent < number; sent += IN_ONE_REQUEST) {
            ArrayNode requests = JSON.createArrayNode();
            for (int i = sent; i < Math.min(number, sent + IN_ONE_REQUEST); i++) {
                ObjectNode one = request("eth_sendTransaction", i);
                one.withArray("params").add(transaction.deepCopy().put("nonce", "0x" + Long.toHexString(nonce + i)));
                requests.add(one);
            }
            for (JsonNode answer : channels.ask(requests)) {
                if (!answer.has("result")) {
                    throw new IllegalStateException("a channel of somebody else: " + answer);
                }
            }
        }
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
            return JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
