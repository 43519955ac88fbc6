package io.snet4j.devnet.fault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.snet4j.errors.CallCancelledException;
import io.snet4j.internal.core.Http;
import io.snet4j.observe.Request;
import io.snet4j.observe.SnetListener;
import io.snet4j.value.Address;
import io.snet4j.value.BlockCount;
import io.snet4j.value.Wei;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Optional;

/**
 * What a devnet's Ethereum node can be told beyond the protocol: to mine or not to mine, to take blocks back, to forget
 * a transaction. Thread-safe; every method blocks on the node, and throws {@link IllegalStateException} if that refuses
 * or does not answer within half a minute.
 *
 * @since 0.1.0
 */
public final class NodeControl implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** A whole chain's state. */
    private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI node;
    private final Http http = new Http(TIMEOUT, Optional.empty(), Request.Kind.CHAIN, SnetListener.none());

    private NodeControl(URI node) {
        this.node = node;
    }

    /** @param node a devnet's, http */
    public static NodeControl of(URI node) {
        return new NodeControl(node);
    }

    /** From now on an account has this much ether, in place of what it had. */
    public void giveEther(Address account, Wei ether) {
        ask("anvil_setBalance", "[\"" + account + "\",\"0x" + ether.value().toString(16) + "\"]");
    }

    /** How much ether an account has. */
    public Wei ether(Address account) {
        return new Wei(quantity("eth_getBalance", account));
    }

    /** How many transactions of an account are in blocks. */
    public BigInteger transactions(Address account) {
        return quantity("eth_getTransactionCount", account);
    }

    /** Whether each transaction is mined as it comes; if not, it waits for {@link #mine}. */
    public void minesByItself(boolean value) {
        ask("evm_setAutomine", "[" + value + "]");
    }

    /** Mines one block with all transactions that wait. */
    public void mine() {
        ask("evm_mine", "[]");
    }

    /**
     * Takes the last blocks back, as a reorganisation does; what was in them is forgotten.
     *
     * @param blocks one or more
     */
    public void rollBack(BlockCount blocks) {
        ask("anvil_rollback", "[" + blocks + "]");
    }

    /**
     * Forgets a transaction that is not mined yet.
     *
     * @param hash {@code 0x} and 64 digits
     */
    public void dropTransaction(String hash) {
        ask("anvil_dropTransaction", "[\"" + hash + "\"]");
    }

    /**
     * Asks anything.
     *
     * @param params as JSON, a list
     * @return the result, as JSON
     */
    public String ask(String method, String params) {
        return call(method, params).toString();
    }

    /** Ends what is under way. A second time does nothing. */
    @Override
    public void close() {
        http.close();
    }

    private BigInteger quantity(String method, Address account) {
        String hex = call(method, "[\"" + account + "\",\"latest\"]").asText();
        return new BigInteger(hex.substring(2), 16);
    }

    private JsonNode call(String method, String params) {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
        try {
            JsonNode answer =
                    JSON.readTree(http.post(method, node, "application/json", BodyPublishers.ofString(body), MAX_BYTES)
                            .body());
            if (answer.hasNonNull("error")) {
                throw new IllegalStateException("the node refused " + method + ": " + answer.path("error"));
            }
            return answer.path("result");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the node's answer to " + method + " is no JSON", e);
        } catch (IOException e) {
            throw new IllegalStateException("the node at " + node + " does not answer " + method + ": " + e, e);
        } catch (CallCancelledException e) {
            throw new IllegalStateException("closed or interrupted in " + method, e);
        }
    }
}
