package io.snet4j.publish;

import io.snet4j.chain.GroupId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What the groups of organizations and services have in common. */
final class GroupRules {
    static final int MAX_NAME = 100;

    private GroupRules() {}

    /** @return those that are objects */
    static List<Value> check(Value file) {
        List<Value> groups = file.at("groups").required().someObjects();
        unique(groups, "group_name", group -> group.at("group_name").required().name(MAX_NAME));
        unique(groups, "group_id", GroupRules::id);
        return groups;
    }

    /** It may be left out: then it is that of the organization's group of this name, or made. */
    private static Optional<String> id(Value group) {
        return group.at("group_id").checked(MAX_NAME, GroupRules::requireId);
    }

    /** As Go reads base64: with its padding. */
    private static void requireId(String text) {
        try {
            if (GroupId.parse(text).toString().equals(text)) {
                return;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new IllegalArgumentException("expected the base64 of 32 bytes");
    }

    /** @param key of an element, which has been checked by it; empty where there is none */
    static void unique(List<Value> elements, String field, Function<Value, Optional<String>> key) {
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < elements.size(); i++) {
            Optional<String> text = key.apply(elements.get(i));
            Integer other = text.isEmpty() ? null : first.putIfAbsent(text.get(), i);
            if (other != null) {
                Value value =
                        field.isEmpty() ? elements.get(i) : elements.get(i).at(field);
                value.problem("element " + other + " of the list has it, too");
            }
        }
    }
}
