package io.snet4j.internal.proto;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import io.snet4j.errors.InvalidRequestException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Finds the place in a JSON text that does not fit its message, which protobuf's parser does not tell. */
final class JsonPlace {
    /** Files in base64 are long; the depth is protobuf's own. */
    private static final StreamReadConstraints CONSTRAINTS = StreamReadConstraints.builder()
            .maxStringLength(Integer.MAX_VALUE)
            .maxNestingDepth(100)
            .build();

    private static final ObjectMapper JSON = JsonMapper.builder(
                    JsonFactory.builder().streamReadConstraints(CONSTRAINTS).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final BiPredicate<Descriptor, String> fits;
    private final String json;

    /** @param fits whether a text is one of a message */
    JsonPlace(BiPredicate<Descriptor, String> fits, String json) {
        this.fits = fits;
        this.json = json;
    }

    /** @throws InvalidRequestException unless the text is JSON, without numbers that take long to be read */
    JsonNode requireWellFormed() {
        try {
            requireShortNumbers();
            return tree();
        } catch (JsonProcessingException e) {
            throw new InvalidRequestException(
                    "this is not JSON, at " + at(e.getLocation()) + ": " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory", e);
        }
    }

    private void requireShortNumbers() throws IOException {
        try (JsonParser parser = JSON.createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isNumeric() && !JsonNumbers.isShort(parser.getText())) {
                    throw new InvalidRequestException(
                            "the number at " + at(parser.currentTokenLocation()) + " is too long to be read");
                }
            }
        }
    }

    private JsonNode tree() throws JsonProcessingException {
        return JSON.readTree(json);
    }

    /** The field's path from the message on, its line and column, and what protobuf said. */
    String explain(Descriptor type, Exception failure) {
        try {
            JsonPointer place = search(type, tree(), JsonPointer.empty());
            String field = place.matches()
                    ? ""
                    : " at " + place.toString().substring(1).replace('/', '.');
            return "this is no " + type.getFullName() + field + ", " + position(place) + ": " + failure.getMessage();
        } catch (IOException e) {
            throw new UncheckedIOException("read before", e);
        }
    }

    /** Looks at each member alone, and then within the first that does not fit. */
    private JsonPointer search(Descriptor type, JsonNode node, JsonPointer base) {
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            JsonNode alone = JsonNodeFactory.instance.objectNode().set(member.getKey(), member.getValue());
            if (!fits.test(type, alone.toString())) {
                JsonPointer place = base.appendProperty(member.getKey());
                return field(type, member.getKey())
                        .map(field -> searchField(field, member.getValue(), place))
                        .orElse(place);
            }
        }
        return base;
    }

    private JsonPointer searchField(FieldDescriptor field, JsonNode value, JsonPointer place) {
        if (field.isMapField() && value.isObject()) {
            FieldDescriptor entry = field.getMessageType().findFieldByNumber(2);
            for (Map.Entry<String, JsonNode> member : value.properties()) {
                if (isMessage(entry)
                        && !fits.test(entry.getMessageType(), member.getValue().toString())) {
                    return search(entry.getMessageType(), member.getValue(), place.appendProperty(member.getKey()));
                }
            }
            return place;
        }
        if (!isMessage(field)) {
            return place;
        }
        if (field.isRepeated() && value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                if (!fits.test(field.getMessageType(), value.get(i).toString())) {
                    return search(field.getMessageType(), value.get(i), place.appendIndex(i));
                }
            }
            return place;
        }
        return search(field.getMessageType(), value, place);
    }

    /** Those of protobuf's own packages have a JSON of their own. */
    private static boolean isMessage(FieldDescriptor field) {
        return field.getJavaType() == JavaType.MESSAGE
                && !field.getMessageType().getFullName().startsWith("google.protobuf.");
    }

    private static Optional<FieldDescriptor> field(Descriptor type, String name) {
        return type.getFields().stream()
                .filter(field ->
                        field.getJsonName().equals(name) || field.getName().equals(name))
                .findFirst();
    }

    private String position(JsonPointer place) throws IOException {
        try (JsonParser parser = JSON.createParser(json)) {
            while (parser.nextToken() != null) {
                if (parser.getParsingContext().pathAsPointer().equals(place)) {
                    return at(parser.currentTokenLocation());
                }
            }
        }
        return "line 1, column 1";
    }

    private static String at(@Nullable JsonLocation location) {
        return location == null ? "its end" : "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
