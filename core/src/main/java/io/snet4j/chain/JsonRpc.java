package io.snet4j.chain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.errors.ChainException;
import io.snet4j.internal.core.Http;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** Requests to one node. */
final class JsonRpc implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();

    /** Much more than any answer asked for here; a page of logs is the largest. */
    private static final long MAX_ANSWER_BYTES = 64L << 20;

    private final URI endpoint;
    private final Http http;
    private final AtomicLong ids = new AtomicLong();

    JsonRpc(URI endpoint, Duration timeout) {
        this.endpoint = Http.requireHttp(endpoint, "the endpoint of an Ethereum node");
        this.http = new Http(timeout);
    }

    /** The node could not be asked, or its answer did not arrive. */
    static final class UnansweredException extends ChainException {
        private static final long serialVersionUID = 1L;

        UnansweredException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The node answered with an error, so that what was asked for did not happen. */
    static final class RefusedException extends ChainException {
        private static final long serialVersionUID = 1L;

        private final String reason;

        RefusedException(String request, String reason) {
            super(request + " failed: " + reason);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }

    /**
     * @param reader of the result; what it throws means that the answer is malformed
     * @param parameters as JSON values
     * @throws UnansweredException if there is no answer
     * @throws RefusedException if the node refuses, with the reason of a revert
     * @throws ChainException if the answer is malformed
     */
    <T> T request(String method, Function<JsonNode, T> reader, JsonNode... parameters) {
        ObjectNode request = JSON.createObjectNode()
                .put("jsonrpc", "2.0")
                .put("id", ids.incrementAndGet())
                .put("method", method);
        request.putArray("params").addAll(List.of(parameters));
        JsonNode answer = parse(method, exchange(method, request));
        JsonNode error = answer.path("error");
        if (!error.isMissingNode() && !error.isNull()) {
            throw new RefusedException(describe(method), RevertReason.of(error));
        }
        if (!answer.has("result")) {
            throw new ChainException(describe(method) + " is no JSON-RPC: " + excerpt(answer.toString()));
        }
        try {
            return reader.apply(answer.get("result"));
        } catch (RuntimeException e) {
            throw new ChainException(
                    describe(method) + " has an answer of another form: " + excerpt(answer.toString()), e);
        }
    }

    private Http.Response exchange(String method, ObjectNode request) {
        try {
            return http.post(
                    endpoint, "application/json", BodyPublishers.ofString(request.toString()), MAX_ANSWER_BYTES);
        } catch (IOException e) {
            throw new UnansweredException(describe(method) + " got no answer: " + e.getMessage(), e);
        }
    }

    /** Errors may come with any HTTP status, so what counts is whether the body is JSON-RPC. */
    private JsonNode parse(String method, Http.Response response) {
        String body = new String(response.body(), StandardCharsets.UTF_8);
        try {
            JsonNode answer = JSON.readTree(body);
            if (answer.isObject()) {
                return answer;
            }
        } catch (JsonProcessingException e) {
            // Told below: the parser's own message says less than the text.
        }
        throw new ChainException(
                describe(method) + " is answered by HTTP " + response.status() + ", no JSON-RPC: " + excerpt(body));
    }

    private String describe(String method) {
        return method + " at " + Http.origin(endpoint);
    }

    private static String excerpt(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }

    @Override
    public void close() {
        http.close();
    }
}
