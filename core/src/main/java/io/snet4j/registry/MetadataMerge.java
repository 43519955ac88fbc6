package io.snet4j.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.chain.GroupId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Brings a change into published metadata. What is changed is what differs between two documents of our own: one of what
 * was read, one of what is to be. Everything else stays as it was published, so that fields which others wrote and nobody
 * here knows are not lost. Elements of a list are known again by what names them, not by their places.
 */
final class MetadataMerge {
    /** What tells an element from the others of its list, the surest first. */
    private static final List<String> NAMES =
            List.of("group_id", "group_name", "service_name", "method_name", "price_model", "email_id", "name", "url");

    private MetadataMerge() {}

    /**
     * @param before what we would have written of what was published
     * @param after what we would write now
     */
    static ObjectNode of(ObjectNode published, ObjectNode before, ObjectNode after) {
        ObjectNode merged = published.objectNode();
        published.properties().forEach(field -> {
            String name = field.getKey();
            JsonNode wanted = after.get(name);
            if (wanted != null) {
                merged.set(name, of(field.getValue(), before.get(name), wanted));
            } else if (!before.has(name)) {
                merged.set(name, field.getValue());
            }
        });
        after.properties().forEach(field -> {
            if (!published.has(field.getKey())) {
                merged.set(field.getKey(), field.getValue());
            }
        });
        return merged;
    }

    private static JsonNode of(JsonNode published, @Nullable JsonNode before, JsonNode after) {
        if (after.equals(before)) {
            // Perhaps written in another way than ours, which is no reason to change it.
            return published;
        }
        if (published instanceof ObjectNode object && after instanceof ObjectNode wanted) {
            return of(object, before instanceof ObjectNode was ? was : object.objectNode(), wanted);
        }
        if (published instanceof ArrayNode array && after instanceof ArrayNode wanted) {
            return of(array, before instanceof ArrayNode was ? was : array.arrayNode(), wanted);
        }
        return after;
    }

    /** In the order of {@code after}; what only others know keeps its place. */
    private static ArrayNode of(ArrayNode published, ArrayNode before, ArrayNode after) {
        Map<String, JsonNode> present = byName(published);
        Map<String, JsonNode> was = byName(before);
        Map<String, JsonNode> wanted = byName(after);
        Deque<String> kept = new ArrayDeque<>(wanted.keySet());
        kept.retainAll(present.keySet());
        ArrayNode merged = published.arrayNode();
        present.forEach((name, element) -> {
            if (wanted.containsKey(name)) {
                String next = kept.remove();
                merged.add(of(
                        Objects.requireNonNull(present.get(next)),
                        was.get(next),
                        Objects.requireNonNull(wanted.get(next))));
            } else if (!was.containsKey(name)) {
                merged.add(element);
            }
        });
        wanted.forEach((name, element) -> {
            if (!present.containsKey(name)) {
                merged.add(element);
            }
        });
        return merged;
    }

    private static Map<String, JsonNode> byName(ArrayNode list) {
        Map<String, JsonNode> elements = new LinkedHashMap<>();
        Map<String, Integer> times = new HashMap<>();
        list.forEach(element -> {
            String name = name(element);
            elements.put(name + " " + times.merge(name, 1, Integer::sum), element);
        });
        return elements;
    }

    private static String name(JsonNode element) {
        for (String field : NAMES) {
            String text = element.path(field).asText();
            if (!text.isEmpty()) {
                return field + "=" + (field.equals("group_id") ? canonical(text) : text);
            }
        }
        return element.isValueNode() ? "=" + element.asText() : "";
    }

    private static String canonical(String groupId) {
        try {
            return GroupId.parse(groupId).toString();
        } catch (IllegalArgumentException e) {
            return groupId;
        }
    }
}
