package io.snet4j.internal.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.snet4j.errors.ChainException;
import io.snet4j.errors.NodeException;
import io.snet4j.errors.NodeUnavailableException;
import io.snet4j.internal.core.JsonRpc.BatchAnswer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Requests that only read, sent to a node in one. What the node leaves out, or has no time for, is asked again by
 * itself; so is everything if it takes no batches, which is remembered. For one thread.
 */
public final class JsonRpcBatch {
    /** More than that, some nodes refuse; their answers stay far below the bound of one. */
    private static final int MOST = 50;

    private final JsonRpc rpc;
    private final List<Part<?>> parts = new ArrayList<>();

    JsonRpcBatch(JsonRpc rpc) {
        this.rpc = rpc;
    }

    private static final class Part<T> {
        final String method;
        final Function<JsonNode, T> reader;
        final JsonNode[] parameters;
        /** Gives the result, or throws what became of it. */
        Supplier<T> result = () -> {
            throw new IllegalStateException("not sent yet");
        };

        Part(String method, Function<JsonNode, T> reader, JsonNode... parameters) {
            this.method = method;
            this.reader = reader;
            this.parameters = parameters;
        }
    }

    /**
     * As {@link JsonRpc#request}.
     *
     * @return what gives the result, or throws as a request by itself does, once this was sent
     */
    public <T> Supplier<T> add(String method, Function<JsonNode, T> reader, JsonNode... parameters) {
        Part<T> part = new Part<>(method, reader, parameters);
        parts.add(part);
        return () -> part.result.get();
    }

    /** @throws io.snet4j.errors.NodeUnavailableException if there is no answer at all */
    public void send() {
        for (int from = 0; from < parts.size(); from += MOST) {
            send(parts.subList(from, Math.min(parts.size(), from + MOST)));
        }
        parts.clear();
    }

    private void send(List<Part<?>> some) {
        if (some.size() < 2 || !rpc.takesBatches()) {
            some.forEach(this::sendAlone);
            return;
        }
        ArrayNode messages = JsonRpc.JSON.arrayNode();
        Map<Long, Part<?>> open = new HashMap<>();
        for (Part<?> part : some) {
            JsonNode message = rpc.message(part.method, part.parameters);
            open.put(message.path("id").asLong(), part);
            messages.add(message);
        }
        try {
            rpc.exchangeAll(some.get(0).method, messages)
                    .ifPresentOrElse(answer -> understand(open, answer), rpc::takesNoBatches);
        } catch (NodeUnavailableException e) {
            if (!JsonRpc.isHangUp(e)) {
                throw e;
            }
            requireAnswer(some.get(0));
            rpc.takesNoBatches();
            open.values().remove(some.get(0));
        }
        some.stream().filter(open::containsValue).forEach(this::sendAlone);
    }

    /** Some nodes hang up when they are asked for several things. One that hangs up on a single one, too, is gone. */
    private void requireAnswer(Part<?> part) {
        sendAlone(part);
        try {
            part.result.get();
        } catch (NodeUnavailableException e) {
            throw e;
        } catch (ChainException e) {
            // A refusal is an answer; whoever asked for this part hears of it.
        }
    }

    private void understand(Map<Long, Part<?>> open, BatchAnswer answer) {
        for (JsonNode one : answer.answers()) {
            Part<?> part =
                    one.path("id").isIntegralNumber() ? open.get(one.path("id").asLong()) : null;
            if (part != null && understand(part, one, answer.response())) {
                open.remove(one.path("id").asLong());
            }
        }
    }

    /** Whether it is an answer that stays. */
    private <T> boolean understand(Part<T> part, JsonNode answer, Http.Response response) {
        try {
            T result = rpc.result(part.method, part.reader, answer, response);
            part.result = () -> result;
            return true;
        } catch (NodeException e) {
            part.result = failing(e);
            return !e.isBusy();
        } catch (ChainException e) {
            part.result = failing(e);
            return true;
        }
    }

    private <T> void sendAlone(Part<T> part) {
        try {
            T result = rpc.request(part.method, part.reader, part.parameters);
            part.result = () -> result;
        } catch (ChainException e) {
            part.result = failing(e);
        }
    }

    private static <T> Supplier<T> failing(ChainException e) {
        return () -> {
            throw e;
        };
    }
}
