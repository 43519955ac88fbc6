package io.snet4j.devnet.fault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/**
 * An Ethereum node in trouble, or one that lies: stands in front of a real one, by JSON-RPC. Thread-safe.
 *
 * @since 0.1.0
 */
public final class FaultyNode extends FaultyHttp {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BLOCK_NUMBER = "eth_blockNumber";
    private static final String TYPE = "application/json";
    private static final int REMEMBERED = 10_000;

    /**
     * A request.
     *
     * @param id what the answer repeats, as JSON
     * @param method empty if it is no single request
     * @param params as JSON
     */
    public record Request(String id, String method, String params) {
        /**
         * One of the parameters, as text; JSON if it is an object or a list.
         *
         * @return empty if there are fewer
         */
        public String param(int index) {
            try {
                JsonNode param = JSON.readTree(params).path(index);
                return param.isContainerNode() ? param.toString() : param.asText();
            } catch (JsonProcessingException e) {
                return "";
            }
        }

        /**
         * The answer to this request that has this result.
         *
         * @param json the result
         */
        public String result(String json) {
            return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":" + json + "}";
        }

        /** The answer to this request that refuses it. */
        public String error(int code, String message) {
            ObjectNode error = JSON.createObjectNode().put("code", code).put("message", message);
            return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"error\":" + error + "}";
        }
    }

    /** The real one. */
    @FunctionalInterface
    public interface Node {
        /**
         * Blocks.
         *
         * @return the whole answer, JSON
         * @throws IOException if there is none
         */
        String ask(Request request) throws IOException;
    }

    /** What a method does instead of asking the node. Runs on a thread of its own for each request. */
    @FunctionalInterface
    public interface Manner {
        /**
         * @return a whole JSON-RPC answer, or anything else that a server might send
         * @throws IOException to end the connection without an answer
         */
        String answer(Request request, Node node) throws IOException;
    }

    private final URI node;
    private final Map<String, Manner> manners = new ConcurrentHashMap<>();
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();
    private final List<Countdown> countdowns = new CopyOnWriteArrayList<>();
    private final Deque<Request> requests = new ArrayDeque<>();

    private FaultyNode(URI node) {
        this.node = node;
    }

    /**
     * @param node where the real one is, http
     * @throws IllegalStateException if no port can be had
     */
    public static FaultyNode before(URI node) {
        return new FaultyNode(node);
    }

    /** Answers a method in another manner than the node's. */
    public FaultyNode on(String method, Manner manner) {
        manners.put(method, manner);
        return this;
    }

    /**
     * A lie: this is the result of each request for a method.
     *
     * @param json as JSON
     */
    public FaultyNode says(String method, String json) {
        return on(method, (request, node) -> request.result(json));
    }

    /** A lie: this is the number that each request for a method gets. */
    public FaultyNode says(String method, BigInteger quantity) {
        return says(method, quoted(quantity));
    }

    /**
     * A lie: changes a number in the results of a method, where there is one.
     *
     * @param field of the result
     * @param lie gets the truth
     */
    public FaultyNode says(String method, String field, UnaryOperator<BigInteger> lie) {
        return on(method, (request, node) -> {
            String truth = node.ask(request);
            if (JSON.readTree(truth) instanceof ObjectNode answer
                    && answer.path("result") instanceof ObjectNode result
                    && result.hasNonNull(field)) {
                result.put(field, hex(lie.apply(quantity(result.path(field)))));
                return answer.toString();
            }
            return truth;
        });
    }

    /** Passes each request for a method on, and answers it with an error all the same. */
    public FaultyNode refuses(String method, String message) {
        return on(method, (request, node) -> {
            node.ask(request);
            return request.error(-32000, message);
        });
    }

    /**
     * Stops following the chain: this is its latest block from now on. What is asked of the latest state is answered as
     * ever.
     */
    public FaultyNode standStillAt(BlockNumber block) {
        return says(BLOCK_NUMBER, block.value());
    }

    /**
     * Follows the chain from afar: its latest block is always so many behind. What is asked of the latest state is
     * answered as ever.
     */
    public FaultyNode lag(BlockCount blocks) {
        return on(BLOCK_NUMBER, (request, node) -> {
            BlockNumber latest =
                    BlockNumber.of(quantity(JSON.readTree(node.ask(request)).path("result")));
            return request.result(quoted(latest.minus(blocks).value()));
        });
    }

    /** Says of each transaction that it is not mined yet, although it may be. */
    public FaultyNode minesNothing() {
        return says("eth_getTransactionReceipt", "null");
    }

    /**
     * From now on requests for a method get no answer, and are not passed on; {@link #heal} makes up for it.
     *
     * @return completes when there is one
     */
    public CompletableFuture<Void> hold(String method) {
        return hold(method::equals);
    }

    /**
     * @param times one or more
     * @return completes with the last of so many requests for a method from now on
     * @throws IllegalArgumentException for fewer than one
     */
    public CompletableFuture<Void> whenAsked(String method, int times) {
        return Countdown.begin(countdowns, method, times);
    }

    /** How often a method was asked for, since the beginning. */
    public int count(String method) {
        return counts.getOrDefault(method, 0);
    }

    /** What was asked since {@link #forgetRequests}, oldest first; the last ten thousand of it. */
    public List<Request> requests() {
        synchronized (requests) {
            return new ArrayList<>(requests);
        }
    }

    /** The same, of one method. */
    public List<Request> requests(String method) {
        return requests().stream()
                .filter(request -> request.method().equals(method))
                .toList();
    }

    /** Begins {@link #requests} anew. */
    public void forgetRequests() {
        synchronized (requests) {
            requests.clear();
        }
    }

    @Override
    public void heal() {
        manners.clear();
        super.heal();
    }

    @Override
    List<String> note(Asked asked) {
        List<Request> all = requestsIn(asked.body());
        all.forEach(this::note);
        return all.stream().map(Request::method).toList();
    }

    private void note(Request request) {
        counts.merge(request.method(), 1, Integer::sum);
        synchronized (requests) {
            if (requests.size() == REMEMBERED) {
                requests.removeFirst();
            }
            requests.addLast(request);
        }
        Countdown.tell(countdowns, request.method());
    }

    @Override
    Answer answer(Asked asked) throws IOException, InterruptedException {
        List<Request> all = requestsIn(asked.body());
        if (all.stream().noneMatch(request -> manners.containsKey(request.method()))) {
            return pass(asked, node);
        }
        List<String> answers = new ArrayList<>();
        for (Request request : all) {
            Manner manner = manners.getOrDefault(request.method(), (same, real) -> real.ask(same));
            answers.add(manner.answer(request, this::ask));
        }
        String answer = isBatch(asked.body()) ? "[" + String.join(",", answers) + "]" : answers.get(0);
        return new Answer(200, TYPE, answer.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isBatch(byte[] body) {
        return new String(body, StandardCharsets.UTF_8).stripLeading().startsWith("[");
    }

    private String ask(Request request) throws IOException {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":" + request.id() + ",\"method\":\"" + request.method()
                + "\",\"params\":" + request.params() + "}";
        try {
            Answer answer = pass(new Asked("POST", "", TYPE, body.getBytes(StandardCharsets.UTF_8)), node);
            return new String(answer.body(), StandardCharsets.UTF_8);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Of a batch, all that are in it. */
    private static List<Request> requestsIn(byte[] body) {
        try {
            JsonNode json = JSON.readTree(body);
            List<Request> all = new ArrayList<>();
            (json.isArray() ? json : List.of(json)).forEach(one -> all.add(request(one)));
            return all;
        } catch (JsonProcessingException e) {
            return List.of(new Request("null", "", "[]"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Request request(JsonNode json) {
        JsonNode params = json.path("params");
        return new Request(
                json.has("id") ? json.path("id").toString() : "null",
                json.path("method").asText(),
                params.isMissingNode() ? "[]" : params.toString());
    }

    private static BigInteger quantity(JsonNode hex) {
        return new BigInteger(hex.asText().substring(2), 16);
    }

    private static String hex(BigInteger quantity) {
        return "0x" + quantity.toString(16);
    }

    private static String quoted(BigInteger quantity) {
        return '"' + hex(quantity) + '"';
    }
}
