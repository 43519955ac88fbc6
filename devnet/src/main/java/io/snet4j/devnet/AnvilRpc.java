package io.snet4j.devnet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.snet4j.errors.CallCancelledException;
import io.snet4j.internal.core.Http;
import io.snet4j.observe.Request;
import io.snet4j.observe.SnetListener;
import io.snet4j.value.Address;
import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** What anvil can do beyond an Ethereum node. Thread-safe; blocks. */
final class AnvilRpc implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** A whole chain's state. */
    private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String HUNDRED_ETHER = "0x56bc75e2d63100000";

    private final URI endpoint;
    private final Http http = new Http(TIMEOUT, Optional.empty(), Request.Kind.CHAIN, SnetListener.none());

    AnvilRpc(URI endpoint) {
        this.endpoint = endpoint;
    }

    BlockNumber blockNumber() {
        return BlockNumber.of(Long.decode(call("eth_blockNumber").asText()));
    }

    void mine(BlockCount blocks) {
        call("anvil_mine", "0x" + blocks.value().toString(16));
    }

    /** From now on a block each so often, in whole seconds, instead of one for each transaction. */
    void setBlockTime(Duration time) {
        call("evm_setIntervalMining", time.toSeconds());
    }

    void giveEther(Address address) {
        call("anvil_setBalance", address.toString(), HUNDRED_ETHER);
    }

    boolean hasEther(Address address) {
        return !call("eth_getBalance", address.toString(), "latest").asText().equals("0x0");
    }

    /** What is there becomes a contract with this code. */
    void setCode(Address address, byte[] code) {
        call("anvil_setCode", address.toString(), "0x" + HexFormat.of().formatHex(code));
    }

    /** @return a name for the present state, good for one {@link #revert} */
    String snapshot() {
        return call("evm_snapshot").asText();
    }

    void revert(String snapshot) {
        if (!call("evm_revert", snapshot).asBoolean()) {
            throw new IllegalArgumentException("there is no snapshot " + snapshot + " (any more)");
        }
    }

    /** Forgets the last blocks. */
    void rollBack(BlockCount blocks) {
        call("anvil_rollback", blocks.toLong());
    }

    /** Writes the whole chain; a file of that name is replaced as a whole or not at all. */
    void dumpState(Path file) {
        byte[] packed = HexFormat.of().parseHex(call("anvil_dumpState").asText().substring(2));
        Path target = file.toAbsolutePath();
        try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            Path partial = Files.createTempFile(
                    target.getParent(), target.getFileName().toString(), ".part");
            try {
                Files.copy(unpacked, partial, StandardCopyOption.REPLACE_EXISTING);
                Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(partial);
            }
        } catch (IOException e) {
            throw new DevnetException("cannot save the chain's state to " + target + ": " + e, e);
        }
    }

    @Override
    public void close() {
        http.close();
    }

    private JsonNode call(String method, Object... params) {
        try {
            String body = JSON.writeValueAsString(
                    Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", List.of(params)));
            JsonNode reply = JSON.readTree(
                    http.post(method, endpoint, "application/json", BodyPublishers.ofString(body), MAX_BYTES)
                            .body());
            if (reply.hasNonNull("error")) {
                throw new DevnetException("anvil refused " + method + ": "
                        + reply.get("error").path("message").asText());
            }
            return reply.path("result");
        } catch (JsonProcessingException e) {
            throw new DevnetException("anvil's answer to " + method + " is no JSON", e);
        } catch (IOException e) {
            throw new DevnetException("anvil at " + endpoint + " does not answer " + method + ": " + e, e);
        } catch (CallCancelledException | IllegalStateException e) {
            throw new DevnetException("the local network was closed, or this thread interrupted, in " + method, e);
        }
    }
}
