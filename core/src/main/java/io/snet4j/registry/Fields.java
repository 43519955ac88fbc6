package io.snet4j.registry;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.snet4j.errors.MetadataException;
import io.snet4j.internal.core.Bounded;
import io.snet4j.internal.core.ForeignJson;
import io.snet4j.internal.text.ForeignText;
import io.snet4j.internal.text.SizeText;
import io.snet4j.value.Address;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A JSON object of published metadata, read field by field; what is missing or wrong is named by its whole path. */
final class Fields {
    private static final Logger LOG = LoggerFactory.getLogger(Fields.class);
    static final int MAX_BYTES = 4 << 20;
    /** Names, values and brackets; a service of a thousand methods with a price each has some ten thousand. */
    private static final long MAX_TOKENS = 200_000;

    /** Strict, because two readers must not see different things: the daemon and the client, say. */
    static final ForeignJson JSON = ForeignJson.strict(MAX_TOKENS);

    private final String owner;
    private final String path;
    private final JsonNode node;

    private Fields(String owner, String path, JsonNode node) {
        this.owner = owner;
        this.path = path;
        this.node = node;
    }

    /**
     * @param owner whose metadata it is, for messages
     * @throws MetadataException if the text is no JSON, or not what the reader wants
     */
    static <T> T read(String owner, byte[] json, Function<Fields, T> reader) {
        return Bounded.read(
                () -> reader.apply(parse(owner, json)),
                reason -> new MetadataException("metadata of " + owner + " cannot be read: " + reason));
    }

    private static Fields parse(String owner, byte[] json) {
        if (json.length > MAX_BYTES) {
            throw new MetadataException("metadata of " + owner + " " + SizeText.tooLarge(json.length, MAX_BYTES));
        }
        try {
            return new Fields(owner, "", JSON.readTree(json)).requireObject();
        } catch (JsonProcessingException e) {
            throw noJson(owner, e.getOriginalMessage() + place(e.getLocation()), e);
        } catch (IOException e) {
            throw noJson(owner, String.valueOf(e.getMessage()), e);
        }
    }

    private static MetadataException noJson(String owner, String reason, IOException cause) {
        return new MetadataException("metadata of " + owner + " is no JSON that can be read: " + reason, cause);
    }

    /** Nowhere, where a bound on the whole is passed. */
    private static String place(@Nullable JsonLocation location) {
        return location == null ? "" : ", at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    Fields requireObject() {
        if (!node.isObject()) {
            throw wrong(path.isEmpty() ? "all of it" : path, node, "expected an object", null);
        }
        return this;
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    boolean has(String name) {
        return node.hasNonNull(name);
    }

    Fields object(String name) {
        return new Fields(owner, at(name), required(name)).requireObject();
    }

    /** At least one object. */
    List<Fields> objects(String name) {
        return elements(name).stream().map(Fields::requireObject).toList();
    }

    /** At least one of anything. */
    List<Fields> elements(String name) {
        List<Fields> elements = new ArrayList<>();
        JsonNode array = array(name);
        for (int i = 0; i < array.size(); i++) {
            elements.add(new Fields(owner, at(name) + "[" + i + "]", array.get(i)));
        }
        return elements;
    }

    /** Those texts that {@code reader} takes, at least one; what is wrong with the others is logged. */
    <T> List<T> goodTexts(String name, Function<String, T> reader) {
        List<T> texts = new ArrayList<>();
        List<MetadataException> wrong = new ArrayList<>();
        for (Fields element : elements(name)) {
            try {
                texts.add(read(element.path, element.node, reader));
            } catch (MetadataException e) {
                wrong.add(e);
            }
        }
        if (texts.isEmpty()) {
            throw wrong.get(0);
        }
        wrong.forEach(each -> LOG.warn("passed over: {}", each.getMessage()));
        return List.copyOf(texts);
    }

    private JsonNode array(String name) {
        JsonNode array = required(name);
        if (!array.isArray() || array.isEmpty()) {
            throw wrong(at(name), array, "expected a list that is not empty", null);
        }
        return array;
    }

    String text(String name) {
        return text(name, text -> text);
    }

    /** @param reader whose {@link IllegalArgumentException} says what is wrong with the text */
    <T> T text(String name, Function<String, T> reader) {
        return read(at(name), required(name), reader);
    }

    private <T> T read(String where, JsonNode value, Function<String, T> reader) {
        if (!value.isTextual()) {
            throw wrong(where, value, "expected a text", null);
        }
        try {
            return reader.apply(value.textValue());
        } catch (IllegalArgumentException e) {
            throw wrong(where, value, String.valueOf(e.getMessage()), e);
        }
    }

    /** A text that is not empty. */
    String name(String name) {
        return text(name, text -> {
            if (text.isBlank()) {
                throw new IllegalArgumentException("expected a text that is not empty");
            }
            return text;
        });
    }

    /**
     * Who gets money, or keeps it.
     *
     * @throws IllegalArgumentException if it is nobody
     */
    static Address account(String text) {
        Address address = Address.parse(text);
        if (address.equals(Address.ZERO)) {
            throw new IllegalArgumentException("nobody has this address");
        }
        return address;
    }

    /** A whole number from zero, written as the daemon reads it: without quotes or exponent. */
    BigInteger natural(String name, BigInteger max) {
        JsonNode value = required(name);
        if (!value.isIntegralNumber() || value.bigIntegerValue().signum() < 0) {
            throw wrong(at(name), value, "expected a whole number, zero or more", null);
        }
        if (value.bigIntegerValue().compareTo(max) > 0) {
            throw wrong(at(name), value, "expected at most " + max, null);
        }
        return value.bigIntegerValue();
    }

    boolean bool(String name) {
        JsonNode value = required(name);
        if (!value.isBoolean()) {
            throw wrong(at(name), value, "expected true or false", null);
        }
        return value.booleanValue();
    }

    JsonNode json() {
        return node;
    }

    private JsonNode required(String name) {
        if (!has(name)) {
            throw new MetadataException("metadata of " + owner + ": " + at(name) + " is missing", at(name), null);
        }
        return node.get(name);
    }

    /** For what is wrong in the meaning of a field, not in its form. */
    MetadataException wrong(String name, String message) {
        return wrong(at(name), node.path(name), message, null);
    }

    private MetadataException wrong(String where, JsonNode value, String message, @Nullable Throwable cause) {
        return new MetadataException(
                "metadata of " + owner + ": " + where + " is " + excerpt(value) + ": " + message, where, cause);
    }

    private static String excerpt(JsonNode value) {
        return ForeignText.of(value.isMissingNode() ? "nothing" : value.toString(), 100);
    }
}
