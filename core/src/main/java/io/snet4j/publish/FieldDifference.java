package io.snet4j.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.internal.text.ForeignText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A field that is otherwise after a change.
 *
 * @param path of the field, {@code groups[0].endpoints[1]}; places in lists are those after the change, of what is
 *     taken away those before
 * @param before what is published, in JSON; empty if the field is new
 * @param after what would be, in JSON; empty if the field is taken away
 * @since 0.1.0
 */
public record FieldDifference(String path, Optional<String> before, Optional<String> after) {
    private static final int MOST = 500;

    static List<FieldDifference> between(ObjectNode before, ObjectNode after) {
        List<FieldDifference> all = new ArrayList<>();
        collect("", before, after, all);
        return List.copyOf(all.subList(0, Math.min(MOST, all.size())));
    }

    private static void collect(String path, JsonNode before, JsonNode after, List<FieldDifference> all) {
        if (before.equals(after)) {
            return;
        }
        if (before instanceof ObjectNode && after instanceof ObjectNode) {
            Set<String> names = new LinkedHashSet<>();
            before.fieldNames().forEachRemaining(names::add);
            after.fieldNames().forEachRemaining(names::add);
            names.forEach(name ->
                    collect(path.isEmpty() ? name : path + "." + name, before.path(name), after.path(name), all));
        } else if (before instanceof ArrayNode old && after instanceof ArrayNode now) {
            lists(path, old, now, all);
        } else {
            all.add(new FieldDifference(path, shown(before), shown(after)));
        }
    }

    private static void lists(String path, ArrayNode before, ArrayNode after, List<FieldDifference> all) {
        Map<String, JsonNode> old = ListElements.byName(before);
        Map<String, JsonNode> now = ListElements.byName(after);
        int place = 0;
        for (Map.Entry<String, JsonNode> each : now.entrySet()) {
            JsonNode was = old.getOrDefault(each.getKey(), MissingNode.getInstance());
            collect(path + "[" + place++ + "]", was, each.getValue(), all);
        }
        place = 0;
        for (Map.Entry<String, JsonNode> each : old.entrySet()) {
            if (!now.containsKey(each.getKey())) {
                collect(path + "[" + place + "]", each.getValue(), MissingNode.getInstance(), all);
            }
            place++;
        }
        List<String> order = List.copyOf(old.keySet());
        if (old.keySet().equals(now.keySet()) && !order.equals(List.copyOf(now.keySet()))) {
            // The same elements in another order.
            all.add(new FieldDifference(path, shown(before), shown(after)));
        }
    }

    private static Optional<String> shown(JsonNode value) {
        return value.isMissingNode() ? Optional.empty() : Optional.of(value.toString());
    }

    /** One printable line. */
    @Override
    public String toString() {
        String text = before.isEmpty()
                ? "+ " + path + ": " + after.orElse("")
                : after.isEmpty()
                        ? "- " + path + ": " + before.get()
                        : path + ": " + before.get() + " -> " + after.get();
        return ForeignText.of(text);
    }
}
