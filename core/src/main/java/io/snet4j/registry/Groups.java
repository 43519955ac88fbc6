package io.snet4j.registry;

import io.snet4j.errors.MetadataException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The groups of published metadata: what is broken in one of them does not matter to who calls another.
 *
 * @param readable at least one, of different names
 */
record Groups<G>(List<G> readable, List<UnreadableGroup> unreadable) {
    private static final Logger LOG = LoggerFactory.getLogger(Groups.class);
    private static final String NAME = "group_name";

    /** @throws MetadataException if none can be read: what is wrong with the first */
    static <G> Groups<G> read(Fields fields, Function<Fields, G> reader) {
        List<G> readable = new ArrayList<>();
        List<UnreadableGroup> unreadable = new ArrayList<>();
        List<Fields> all = fields.elements("groups");
        Set<String> twice = namesThatAreThereTwice(all);
        for (Fields group : all) {
            String name = nameOf(group);
            try {
                group.requireObject();
                if (twice.contains(name)) {
                    throw group.wrong(NAME, "another one has it, too");
                }
                readable.add(reader.apply(group));
            } catch (MetadataException e) {
                unreadable.add(new UnreadableGroup(name, e));
            }
        }
        if (readable.isEmpty()) {
            throw unreadable.get(0).problem();
        }
        unreadable.forEach(
                group -> LOG.warn("a group cannot be used: {}", group.problem().getMessage()));
        return new Groups<>(List.copyOf(readable), List.copyOf(unreadable));
    }

    private static Set<String> namesThatAreThereTwice(List<Fields> groups) {
        Set<String> names = new HashSet<>();
        Set<String> twice = new HashSet<>();
        for (Fields group : groups) {
            String name = nameOf(group);
            if (!name.isEmpty() && !names.add(name)) {
                twice.add(name);
            }
        }
        return twice;
    }

    private static String nameOf(Fields group) {
        return group.json().path(NAME).asText("");
    }
}
