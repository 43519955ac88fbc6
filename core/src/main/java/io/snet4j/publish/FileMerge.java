package io.snet4j.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Brings a file into what is published. What the file does not mention stays as it is, so that fields which others
 * wrote and nobody here knows are not lost; {@code null} takes a field away. A list is as the file has it, but its
 * elements keep what the file does not mention of them.
 */
final class FileMerge {
    private static final Pattern HEX = Pattern.compile("0x[0-9A-Fa-f]{40}");

    private FileMerge() {}

    static ObjectNode of(ObjectNode published, ObjectNode file) {
        ObjectNode merged = published.objectNode();
        published.properties().forEach(field -> {
            String name = field.getKey();
            JsonNode wanted = file.get(name);
            if (wanted == null || wanted.equals(field.getValue())) {
                merged.set(name, field.getValue());
            } else if (!wanted.isNull()) {
                merged.set(name, of(field.getValue(), wanted));
            }
        });
        file.properties().forEach(field -> {
            if (!published.has(field.getKey()) && !field.getValue().isNull()) {
                merged.set(field.getKey(), withoutNulls(field.getValue()));
            }
        });
        return merged;
    }

    private static JsonNode of(JsonNode published, JsonNode wanted) {
        if (isSame(published, wanted)) {
            return published;
        }
        if (published instanceof ObjectNode object && wanted instanceof ObjectNode file) {
            return of(object, file);
        }
        if (published instanceof ArrayNode list && wanted instanceof ArrayNode file) {
            return of(list, file);
        }
        return withoutNulls(wanted);
    }

    private static ArrayNode of(ArrayNode published, ArrayNode wanted) {
        Map<String, JsonNode> present = ListElements.byName(published);
        ArrayNode merged = published.arrayNode();
        ListElements.byName(wanted).forEach((name, element) -> {
            JsonNode before = present.get(name);
            merged.add(before == null ? withoutNulls(element) : of(before, element));
        });
        return merged;
    }

    /** Also if an address is in another case: that is no change. */
    private static boolean isSame(JsonNode one, JsonNode other) {
        return one.equals(other)
                || (one.isTextual()
                        && other.isTextual()
                        && HEX.matcher(one.textValue()).matches()
                        && one.textValue().equalsIgnoreCase(other.textValue()));
    }

    private static JsonNode withoutNulls(JsonNode value) {
        return value instanceof ObjectNode object ? of(object.objectNode(), object) : value;
    }
}
