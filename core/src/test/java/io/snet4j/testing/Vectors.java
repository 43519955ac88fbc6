package io.snet4j.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.snet4j.value.Address;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.provider.Arguments;

/** The golden vectors of the wire protocol, made with other libraries than this project's. */
public final class Vectors {
    public static final JsonNode ALL = read();

    private Vectors() {}

    private static JsonNode read() {
        try (InputStream in = Objects.requireNonNull(Vectors.class.getResourceAsStream("/vectors.json"))) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param path a JSON pointer */
    public static JsonNode at(String path) {
        JsonNode node = ALL.at(path);
        if (node.isMissingNode()) {
            throw new AssertionError("vectors.json has no " + path);
        }
        return node;
    }

    /** A step of the contracts' recorded run. */
    public static JsonNode step(String name) {
        return named(at("/on_chain/log"), "step", name);
    }

    public static JsonNode named(JsonNode list, String field, String name) {
        return elements(list)
                .filter(node -> node.path(field).asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("vectors.json has no " + field + " \"" + name + "\""));
    }

    /** The cases of some sections as test arguments, shown by their names. */
    public static Stream<Arguments> cases(String... sections) {
        return Stream.of(sections).flatMap(section -> elements(ALL.path(section))
                .map(vector -> Arguments.of(Named.of(label(section, vector), vector))));
    }

    private static String label(String section, JsonNode vector) {
        return vector.has("name")
                ? vector.get("name").asText()
                : section + " " + vector.path("source").asText();
    }

    public static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    public static byte[] bytes(JsonNode hex) {
        return HexFormat.of().parseHex(hex.asText().substring(2));
    }

    public static BigInteger integer(JsonNode decimal) {
        return new BigInteger(decimal.asText());
    }

    public static Address address(JsonNode text) {
        return Address.parse(text.asText());
    }

    public static String privateKey(String name) {
        return ALL.at("/keys/" + name + "/private_key").asText();
    }
}
