package io.snet4j.internal.core;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.errors.ChainException;
import io.snet4j.internal.text.ForeignText;
import io.snet4j.observe.Request;
import io.snet4j.observe.SnetListener;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Requests to one node, or to another server that speaks as nodes do. Thread-safe. */
public final class JsonRpc implements AutoCloseable {
    public static final ObjectMapper JSON = new ObjectMapper();

    /** Much more than almost any answer asked for here: the ids of thirty thousand organizations. */
    private static final long MAX_ANSWER_BYTES = 4L << 20;

    private static final long MAX_LONG_ANSWER_BYTES = 16L << 20;

    /** More tokens than such an answer has that is no bomb; one log has some thirty. */
    private static final ObjectMapper ANSWER_JSON = ForeignJson.mapper(200_000);

    private static final ObjectMapper LONG_ANSWER_JSON = ForeignJson.mapper(1_000_000);

    /** Of logs, less can be asked for; a block may come with all its transactions. */
    private static final Set<String> LONG_ANSWERS = Set.of("eth_getLogs", "eth_getBlockByNumber");

    /** What servers and those before them answer when it took too long or grew too large; 524 is a common proxy's. */
    private static final Set<Integer> TOO_MUCH = Set.of(408, 413, 504, 524);

    private final URI endpoint;
    private final Http http;
    private final Function<JsonNode, String> reasons;
    private final AtomicLong ids = new AtomicLong();

    /**
     * @param what the endpoint is of, for the message if it is none
     * @param reasons what an error's JSON says, in words
     * @throws IllegalArgumentException for another scheme than http or https
     */
    public JsonRpc(
            URI endpoint, String what, Duration timeout, Function<JsonNode, String> reasons, SnetListener listener) {
        this(endpoint, what, new Http(timeout, Optional.empty(), Request.Kind.CHAIN, listener), reasons);
    }

    private JsonRpc(URI endpoint, String what, Http http, Function<JsonNode, String> reasons) {
        this.endpoint = Http.requireHttp(endpoint, "the endpoint of " + what);
        this.http = http;
        this.reasons = reasons;
    }

    /** As the constructor, for what nobody closes: all of them share what they hold open. */
    public static JsonRpc shared(URI endpoint, String what, Duration timeout, Function<JsonNode, String> reasons) {
        return new JsonRpc(endpoint, what, Http.shared(timeout, Request.Kind.CHAIN, SnetListener.none()), reasons);
    }

    /** There is no usable answer, so that what was asked for may or may not have happened. */
    public static final class UnansweredException extends ChainException {
        private static final long serialVersionUID = 1L;

        private final boolean tooMuch;

        UnansweredException(String message, @Nullable Throwable cause, boolean tooMuch) {
            super(message, cause);
            this.tooMuch = tooMuch;
        }

        /** Whether asking for less may help: it took too long, or too much came. */
        public boolean isTooMuch() {
            return tooMuch;
        }
    }

    /** The node answered with an error, so that what was asked for did not happen. */
    public static final class RefusedException extends ChainException {
        private static final long serialVersionUID = 1L;

        private final String reason;
        private final int code;

        RefusedException(String request, String reason, int code) {
            super(request + " failed: " + reason);
            this.reason = reason;
            this.code = code;
        }

        public String reason() {
            return reason;
        }

        /** JSON-RPC's; 0 if there is none. */
        public int code() {
            return code;
        }
    }

    /**
     * @param reader of the result; what it throws means that the answer is malformed
     * @param parameters as JSON values
     * @throws UnansweredException if there is no answer, or none of JSON-RPC
     * @throws RefusedException if the node refuses, with the reason of a revert
     * @throws ChainException if the answer is of another form than was asked for
     */
    public <T> T request(String method, Function<JsonNode, T> reader, JsonNode... parameters) {
        ObjectNode request = JSON.createObjectNode()
                .put("jsonrpc", "2.0")
                .put("id", ids.incrementAndGet())
                .put("method", method);
        request.putArray("params").addAll(List.of(parameters));
        JsonNode answer = parse(method, exchange(method, request));
        JsonNode error = answer.path("error");
        if (!error.isMissingNode() && !error.isNull()) {
            throw new RefusedException(
                    describe(method), reasons.apply(error), error.path("code").asInt());
        }
        if (!answer.has("result")) {
            throw new UnansweredException(
                    describe(method) + " is no JSON-RPC: " + excerpt(answer.toString()), null, false);
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
                    method,
                    endpoint,
                    "application/json",
                    BodyPublishers.ofString(request.toString()),
                    LONG_ANSWERS.contains(method) ? MAX_LONG_ANSWER_BYTES : MAX_ANSWER_BYTES);
        } catch (IOException e) {
            boolean tooMuch = e instanceof HttpTimeoutException || BoundedBody.isTooLarge(e);
            throw new UnansweredException(describe(method) + " got no answer: " + e.getMessage(), e, tooMuch);
        }
    }

    /** Errors may come with any HTTP status, so what counts is whether the body is JSON-RPC. */
    private JsonNode parse(String method, Http.Response response) {
        String body = new String(response.body(), StandardCharsets.UTF_8);
        boolean tooMuch = TOO_MUCH.contains(response.status());
        try {
            JsonNode answer = (LONG_ANSWERS.contains(method) ? LONG_ANSWER_JSON : ANSWER_JSON).readTree(body);
            if (answer.isObject()) {
                return answer;
            }
        } catch (StreamConstraintsException e) {
            tooMuch = true;
        } catch (JsonProcessingException e) {
            // Told below: the parser's own message says less than the text.
        }
        throw new UnansweredException(
                describe(method) + " is answered by HTTP " + response.status() + ", no JSON-RPC: " + excerpt(body),
                null,
                tooMuch);
    }

    private String describe(String method) {
        return method + " at " + Http.origin(endpoint);
    }

    private static String excerpt(String text) {
        return ForeignText.of(text, 200);
    }

    @Override
    public void close() {
        http.close();
    }
}
