package io.snet4j.internal.core;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.errors.ChainException;
import io.snet4j.errors.NodeException;
import io.snet4j.errors.NodeRefusedException;
import io.snet4j.errors.NodeUnavailableException;
import io.snet4j.errors.NodeUnavailableException.Problem;
import io.snet4j.internal.text.ForeignText;
import io.snet4j.observe.Request;
import io.snet4j.observe.SnetListener;
import java.io.IOException;
import java.net.ConnectException;
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

/** Requests to one node, or to another server that speaks as nodes do. Thread-safe. */
public final class JsonRpc implements AutoCloseable {
    public static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** What is read of an answer: so many bytes, by a reader that takes only so many tokens. */
    private record Bound(long bytes, ForeignJson json) {}

    /** Much more than almost any answer asked for here: the ids of thirty thousand organizations. */
    private static final Bound USUAL = new Bound(4L << 20, ForeignJson.bounded(200_000));

    /** More tokens than such an answer has that is no bomb; one log has some thirty. */
    private static final Bound LONG = new Bound(16L << 20, ForeignJson.bounded(1_000_000));

    /** Of logs, less can be asked for; a block may come with all its transactions. */
    private static final Set<String> LONG_ANSWERS = Set.of("eth_getLogs", "eth_getBlockByNumber");

    /** What servers and those before them answer when it took too long or grew too large; 524 is a common proxy's. */
    private static final Set<Integer> TOO_SLOW = Set.of(408, 504, 524);

    /** What changes nothing, so that it can be repeated. */
    private static final List<String> READS = List.of(
            "eth_get",
            "eth_call",
            "eth_chainId",
            "eth_blockNumber",
            "eth_estimateGas",
            "eth_gasPrice",
            "eth_maxPriorityFeePerGas");

    /** By what a listener knows several requests in one. */
    private static final String BATCH = "batch";

    private final URI endpoint;
    private final Http http;
    private final Function<JsonNode, String> reasons;
    private final Duration timeout;
    private final Repetition.Pauses pauses;
    private final AtomicLong ids = new AtomicLong();
    /** Until the node shows that it does not. */
    private volatile boolean takesBatches = true;

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

    /**
     * What only reads is repeated with pauses while the node has no time for it, and everything else is asked once: a
     * transaction may have been taken all the same.
     *
     * @param reader of the result; what it throws means that the answer is malformed
     * @param parameters as JSON values
     * @throws NodeUnavailableException if there is no answer, or none of JSON-RPC
     * @throws NodeRefusedException if the node refuses, with the reason of a revert
     * @throws ChainException if the answer is of another form than was asked for
     */
    public <T> T request(String method, Function<JsonNode, T> reader, JsonNode... parameters) {
        Repetition repetition = new Repetition(Deadline.bound(timeout), pauses);
        boolean read = READS.stream().anyMatch(method::startsWith);
        while (true) {
            try {
                return once(method, reader, parameters);
            } catch (NodeException e) {
                if (!read || !e.isBusy() || !repetition.again(e.retryAfter())) {
                    throw e;
                }
            }
        }
    }

    /** Of requests that read and that do not depend on each other: they go to the node in one, where it takes that. */
    public JsonRpcBatch batch() {
        return new JsonRpcBatch(this);
    }

    boolean takesBatches() {
        return takesBatches;
    }

    void takesNoBatches() {
        takesBatches = false;
    }

    ObjectNode message(String method, JsonNode... parameters) {
        ObjectNode request = JSON.objectNode()
                .put("jsonrpc", "2.0")
                .put("id", ids.incrementAndGet())
                .put("method", method);
        request.putArray("params").addAll(List.of(parameters));
        return request;
    }

    private <T> T once(String method, Function<JsonNode, T> reader, JsonNode... parameters) {
        Bound bound = LONG_ANSWERS.contains(method) ? LONG : USUAL;
        Http.Response response = exchange(method, message(method, parameters), bound);
        return result(method, reader, parse(method, response, bound), response);
    }

    <T> T result(String method, Function<JsonNode, T> reader, JsonNode answer, Http.Response response) {
        JsonNode error = answer.path("error");
        if (!error.isMissingNode() && !error.isNull()) {
            String reason = error.isTextual() ? error.textValue() : reasons.apply(error);
            int code = error.path("code").asInt();
            throw new NodeRefusedException(
                    describe(method),
                    reason,
                    code,
                    response.status(),
                    isBusy(response) || RateLimit.isMeant(method, code, reason),
                    retryAfter(response));
        }
        if (!answer.has("result")) {
            throw unusable(
                    describe(method) + " is no JSON-RPC: " + excerpt(answer.toString()), response, Problem.UNREADABLE);
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

    private Http.Response exchange(String method, JsonNode request, Bound bound) {
        return exchange(method, method, request, bound);
    }

    /**
     * Sends several messages in one, and once more if the node hangs up: a connection that was kept may have ended in
     * the moment it was used.
     *
     * @param first of their methods, for the failure
     * @return empty if the node does not take it
     * @throws NodeUnavailableException if there is no answer
     */
    Optional<BatchAnswer> exchangeAll(String first, ArrayNode messages) {
        try {
            return exchangeOnce(first, messages);
        } catch (NodeUnavailableException e) {
            if (!isHangUp(e)) {
                throw e;
            }
            return exchangeOnce(first, messages);
        }
    }

    /** Whether a connection was made and ended without an answer. */
    static boolean isHangUp(NodeUnavailableException e) {
        Throwable failure = e.getCause();
        return e.problem() == Problem.NO_ANSWER && failure != null && !(failure.getCause() instanceof ConnectException);
    }

    private Optional<BatchAnswer> exchangeOnce(String first, ArrayNode messages) {
        Http.Response response = exchange(BATCH, first, messages, USUAL);
        try {
            JsonNode answers = USUAL.json().readTree(new String(response.body(), StandardCharsets.UTF_8));
            return answers.isArray() ? Optional.of(new BatchAnswer(answers, response)) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    record BatchAnswer(JsonNode answers, Http.Response response) {}

    private Http.Response exchange(String name, String method, JsonNode request, Bound bound) {
        try {
            return http.post(
                    name, endpoint, "application/json", BodyPublishers.ofString(JsonTree.text(request)), bound.bytes());
        } catch (IOException e) {
            throw new NodeUnavailableException(
                    describe(method) + " got no answer: " + e.getMessage(),
                    e,
                    e instanceof HttpTimeoutException
                            ? Problem.TOO_SLOW
                            : BoundedBody.isTooLarge(e) ? Problem.TOO_LARGE : Problem.NO_ANSWER,
                    0,
                    false,
                    Optional.empty());
        }
    }

    /** Errors may come with any HTTP status, so what counts is whether the body is JSON-RPC. */
    private JsonNode parse(String method, Http.Response response, Bound bound) {
        String body = new String(response.body(), StandardCharsets.UTF_8);
        Problem problem = Problem.UNREADABLE;
        try {
            JsonNode answer = bound.json().readTree(body);
            if (answer.isObject()) {
                return answer;
            }
        } catch (StreamConstraintsException e) {
            problem = Problem.TOO_LARGE;
        } catch (JsonProcessingException e) {
            // Told below: the parser's own message says less than the text.
        }
        throw unusable(
                describe(method) + " is answered by HTTP " + response.status() + ", no JSON-RPC: " + excerpt(body),
                response,
                problem);
    }

    private static NodeUnavailableException unusable(String message, Http.Response response, Problem problem) {
        return new NodeUnavailableException(
                message,
                null,
                TOO_SLOW.contains(response.status()) ? Problem.TOO_SLOW : problem,
                response.status(),
                isBusy(response),
                retryAfter(response));
    }

    private static boolean isBusy(Http.Response response) {
        return Repetition.TOO_OFTEN.contains(response.status());
    }

    private static Optional<Duration> retryAfter(Http.Response response) {
        return response.retryAfter().flatMap(Repetition::retryAfter);
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
