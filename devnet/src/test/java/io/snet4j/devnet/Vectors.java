package io.snet4j.devnet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/** What others computed and saw; the contracts' recorded run is part of it. */
final class Vectors {
    private static final JsonNode ROOT = load();

    private Vectors() {}

    static JsonNode at(String path) {
        JsonNode node = ROOT.at(path);
        if (node.isMissingNode()) {
            throw new AssertionError("vectors.json has no " + path);
        }
        return node;
    }

    /** A step of the contracts' recorded run. */
    static JsonNode step(String name) {
        return named(at("/on_chain/log"), "step", name);
    }

    static JsonNode named(JsonNode list, String field, String name) {
        for (JsonNode node : list) {
            if (node.path(field).asText().equals(name)) {
                return node;
            }
        }
        throw new AssertionError("vectors.json has no " + field + " \"" + name + "\"");
    }

    private static JsonNode load() {
        try (var in = Vectors.class.getResourceAsStream("/vectors.json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(in, "vectors.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
