package io.snet4j.money;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.snet4j.value.Address;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What the devnet's Ethereum node can be told beyond the protocol. */
final class Node {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI rpc;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Node(URI rpc) {
        this.rpc = rpc;
    }

    /** For fees. */
    void giveEther(Address account) {
        call("anvil_setBalance", account.toString(), "0x56bc75e2d63100000");
    }

    /** Whether each transaction is mined as it comes; if not, only {@link #mine} does it. */
    void setAutomine(boolean on) {
        call("evm_setAutomine", on);
    }

    void mine() {
        call("evm_mine");
    }

    private JsonNode call(String method, Object... params) {
        try {
            String body = JSON.writeValueAsString(
                    Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", List.of(params)));
            HttpRequest request = HttpRequest.newBuilder(rpc)
                    .timeout(Duration.ofSeconds(30))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            JsonNode reply = JSON.readTree(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
            if (reply.hasNonNull("error")) {
                throw new IllegalStateException(method + ": " + reply.get("error"));
            }
            return reply.path("result");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
