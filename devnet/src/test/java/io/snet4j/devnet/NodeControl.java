package io.snet4j.devnet;

import io.snet4j.value.Address;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** What only tests ask of anvil. */
final class NodeControl {
    private final URI node;
    private final HttpClient http = HttpClient.newHttpClient();

    NodeControl(URI node) {
        this.node = node;
    }

    /** One ether: enough for any gas. */
    void giveEther(Address account) {
        call("anvil_setBalance", "[\"" + account + "\",\"0xde0b6b3a7640000\"]");
    }

    void minesByItself(boolean value) {
        call("evm_setAutomine", "[" + value + "]");
    }

    void mine() {
        call("evm_mine", "[]");
    }

    /** Takes the last blocks back, as a reorganisation does; what was in them is forgotten. */
    void rollBack(int blocks) {
        call("anvil_rollback", "[" + blocks + "]");
    }

    void dropTransaction(String hash) {
        call("anvil_dropTransaction", "[\"" + hash + "\"]");
    }

    String call(String method, String parameters) {
        try {
            String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + parameters + "}";
            String answer = http.send(
                            HttpRequest.newBuilder(node)
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            if (answer.contains("\"error\"")) {
                throw new AssertionError(method + ": " + answer);
            }
            return answer;
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
