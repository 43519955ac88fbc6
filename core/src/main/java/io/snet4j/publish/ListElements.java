package io.snet4j.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The elements of a list by what names them, so that they are known again whatever their places. */
final class ListElements {
    /** What tells an element from the others of its list, the surest first. */
    private static final List<String> NAMES = List.of(
            "group_id",
            "group_name",
            "service_name",
            "method_name",
            "price_model",
            "email_id",
            "email",
            "name",
            "url",
            "planName",
            "contact_type");

    private ListElements() {}

    /** In their order; of those with one name, the first are each other's, then the second. */
    static Map<String, JsonNode> byName(ArrayNode list) {
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
                return field + "=" + text;
            }
        }
        return element.isValueNode() ? "=" + element.asText() : "";
    }
}
