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
    private static final Set<Integer> TOO_SLOW = Set.of(408, 504, 524);

    /** With which a server refuses what it might do in parts. */
    private static final Set<Integer> TOO_MUCH = Set.of(400, 408, 413, 414, 422, 500, 502, 504, 520, 524);

    /** What changes nothing, so that it can be repeated. */
    private static final List<String> READS = List.of(
            "eth_get",
            "eth_call",
            "eth_chainId",
            "eth_blockNumber",
            "eth_estimateGas",
            "eth_gasPrice",
            "eth_maxPriorityFeePerGas");

    private final URI endpoint;
    private final Http http;
    private final Function<JsonNode, String> reasons;
    private final Duration timeout;
    private final Repetition.Pauses pauses;
    private final AtomicLong ids = new AtomicLong();

    /**
     * @param what the endpoint is of, for the message if it is none
     * @param timeout for each request, and for all pauses between those that are repeated
     * @param reasons what an error's JSON says, in words
     * @param pause empty for one that {@link #close} ends
     * @throws IllegalArgumentException for another scheme than http or https
     */
    public JsonRpc(
            URI endpoint,
            String what,
            Duration timeout,
            Function<JsonNode, String> reasons,
            SnetListener listener,
            Optional<Pause> pause) {
        this(
                endpoint,
                what,
                new Http(timeout, Optional.empty(), Request.Kind.CHAIN, listener),
                timeout,
                reasons,
                pause);
    }

    private JsonRpc(
            URI endpoint,
            String what,
            Http http,
            Duration timeout,
            Function<JsonNode, String> reasons,
            Optional<Pause> pause) {
        this.endpoint = Http.requireHttp(endpoint, "the endpoint of " + what);
        this.http = http;
        this.timeout = timeout;
        this.reasons = reasons;
        this.pauses = pause.<Repetition.Pauses>map(other -> time -> Http.pause(other, time))
                .orElse(http::pause);
    }

    /** As the constructor, for what nobody closes: all of them share what they hold open. */
    public static JsonRpc shared(URI endpoint, String what, Duration timeout, Function<JsonNode, String> reasons) {
        Http http = Http.shared(timeout, Request.Kind.CHAIN, SnetListener.none());
        return new JsonRpc(endpoint, what, http, timeout, reasons, Optional.empty());
    }

    /** There is no result. */
    public abstract static class NoResultException extends ChainException {
        private static final long serialVersionUID = 1L;

        private final int httpStatus;
        private final boolean tooOften;
        private final transient Optional<String> retryAfter;

        NoResultException(
                String message, @Nullable Throwable cause, Http.@Nullable Response response, boolean tooOften) {
            super(message, cause);
            this.httpStatus = response == null ? 0 : response.status();
            this.retryAfter = response == null ? Optional.empty() : response.retryAfter();
            this.tooOften = tooOften || Repetition.TOO_OFTEN.contains(httpStatus);
        }

        /** 0 without an answer. */
        public int httpStatus() {
            return httpStatus;
        }

        /** Whether the same may work later: the node limits how often it is asked, or has no time now. */
        public boolean isTooOften() {
            return tooOften;
        }
    }

    /** There is no usable answer, so that what was asked for may or may not have happened. */
    public static final class UnansweredException extends NoResultException {
        private static final long serialVersionUID = 1L;

        private final boolean tooMuch;
        private final boolean tooSlow;

        UnansweredException(
                String message,
                @Nullable Throwable cause,
                Http.@Nullable Response response,
                boolean tooMuch,
                boolean tooSlow) {
            super(message, cause, response, false);
            this.tooMuch = tooMuch;
            this.tooSlow = tooSlow;
        }

        /** Whether asking for less may help: it took too long, or too much came, or the server refused without words. */
        public boolean isTooMuch() {
            return tooMuch;
        }

        /** Whether it took a whole timeout, this side's or the server's. */
        public boolean isTooSlow() {
            return tooSlow;
        }
    }

    /** The node answered with an error, so that what was asked for did not happen. */
    public static final class RefusedException extends NoResultException {
        private static final long serialVersionUID = 1L;

        private final String reason;
        private final int code;

        RefusedException(String request, String method, String reason, int code, Http.Response response) {
            super(request + " failed: " + reason, null, response, RateLimit.isMeant(method, code, reason));
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
     * What only reads is repeated with pauses while the node has no time for it, and everything else is asked once: a
     * transaction may have been taken all the same.
     *
     * @param reader of the result; what it throws means that the answer is malformed
     * @param parameters as JSON values
     * @throws UnansweredException if there is no answer, or none of JSON-RPC
     * @throws RefusedException if the node refuses, with the reason of a revert
     * @throws ChainException if the answer is of another form than was asked for
     */
    public <T> T request(String method, Function<JsonNode, T> reader, JsonNode... parameters) {
        Repetition repetition = new Repetition(timeout, pauses);
        boolean read = READS.stream().anyMatch(method::startsWith);
        while (true) {
            try {
                return once(method, reader, parameters);
            } catch (NoResultException e) {
                if (!read || !e.isTooOften() || !repetition.again(e.retryAfter)) {
                    throw e;
                }
            }
        }
    }

    private <T> T once(String method, Function<JsonNode, T> reader, JsonNode... parameters) {
        ObjectNode request = JSON.createObjectNode()
                .put("jsonrpc", "2.0")
                .put("id", ids.incrementAndGet())
                .put("method", method);
        request.putArray("params").addAll(List.of(parameters));
        Http.Response response = exchange(method, request);
        JsonNode answer = parse(method, response);
        JsonNode error = answer.path("error");
        if (!error.isMissingNode() && !error.isNull()) {
            throw new RefusedException(
                    describe(method),
                    method,
                    error.isTextual() ? error.textValue() : reasons.apply(error),
                    error.path("code").asInt(),
                    response);
        }
        if (!answer.has("result")) {
            throw unusable(
                    describe(method) + " is no JSON-RPC: " + excerpt(answer.toString()),
                    response,
                    TOO_MUCH.contains(response.status()));
        }
        try {
            return reader.apply(answer.get("result"));
        } catch (RuntimeException e) {
            throw new ChainException(
                    describe(method) + " has an answer of another form: " + excerpt(answer.toString()), e);
        }
    }

    /** Waits as long as a read would before it is repeated. */
    public void pause(Duration duration) {
        pauses.pause(duration);
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
            boolean tooSlow = e instanceof HttpTimeoutException;
            boolean tooMuch = tooSlow || BoundedBody.isTooLarge(e);
            throw new UnansweredException(
                    describe(method) + " got no answer: " + e.getMessage(), e, null, tooMuch, tooSlow);
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
        throw unusable(
                describe(method) + " is answered by HTTP " + response.status() + ", no JSON-RPC: " + excerpt(body),
                response,
                tooMuch);
    }

    private static UnansweredException unusable(String message, Http.Response response, boolean tooMuch) {
        return new UnansweredException(message, null, response, tooMuch, TOO_SLOW.contains(response.status()));
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
