package io.snet4j.cli.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.cli.shell.NearWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Makes a platform's file of a part of {@code snet.yaml}, by the table of names. Collects all that is wrong. */
final class Conversion {
    private final String file;
    private final Places places;
    private final List<Problem> problems = new ArrayList<>();

    Conversion(String file, Places places) {
        this.file = file;
        this.places = places;
    }

    List<Problem> problems() {
        return problems;
    }

    void problem(Node at, String field, String message) {
        problems.add(Problem.wrong(file, YamlFile.line(at), field, message));
    }

    /** What stands under a name. */
    static Optional<Node> find(MappingNode mapping, String name) {
        return mapping.getValue().stream()
                .filter(part -> Json.name(part).equals(name))
                .map(NodeTuple::getValueNode)
                .findFirst();
    }

    /**
     * @param path of the object in the platform's file
     * @param field of the mapping in this one
     */
    ObjectNode object(Node node, List<Key> keys, String path, String field) {
        ObjectNode into = Json.NODES.objectNode();
        places.put(path, YamlFile.line(node), field);
        if (!(node instanceof MappingNode mapping)) {
            problem(node, field, "expected names with values: " + names(keys));
            return into;
        }
        // What is missing is named as it would be written.
        keys.stream()
                .filter(key ->
                        !key.target().isEmpty() && find(mapping, key.name()).isEmpty())
                .forEach(key ->
                        places.put(Json.below(path, key.target()), YamlFile.line(node), Json.below(field, key.name())));
        for (NodeTuple part : mapping.getValue()) {
            String name = Json.name(part);
            Optional<Key> key =
                    keys.stream().filter(each -> each.name().equals(name)).findFirst();
            if (key.isEmpty()) {
                unknown(part.getKeyNode(), Json.below(field, name), name, keys);
            } else {
                put(into, key.get(), keys, part.getValueNode(), path, Json.below(field, name));
            }
        }
        return into;
    }

    private void unknown(Node at, String field, String name, List<Key> keys) {
        String near = NearWords.nearest(name, keys.stream().map(Key::name).toList())
                .map(word -> "did you mean " + word + "? ")
                .orElse("");
        problem(at, field, "is no name here; " + near + "expected one of " + names(keys));
    }

    private static String names(List<Key> keys) {
        return String.join(", ", keys.stream().map(Key::name).toList());
    }

    private void put(ObjectNode into, Key key, List<Key> keys, Node node, String path, String field) {
        switch (key.kind()) {
            case FIELDS -> fields(into, keys, node, path, field);
            case PRICE, PRICES -> new PriceList(this, places).put(into, key, node, path, field);
            default -> {
                if (!key.target().isEmpty()) {
                    String target = Json.below(path, key.target());
                    value(key, node, target, field).ifPresent(json -> set(into, key.target(), json));
                    places.put(target, YamlFile.line(node), field);
                }
            }
        }
    }

    private void fields(ObjectNode into, List<Key> keys, Node node, String path, String field) {
        JsonNode json = Json.of(node, path, field, places);
        if (!(json instanceof ObjectNode object)) {
            problem(node, field, "expected names with values");
            return;
        }
        object.properties().forEach(entry -> {
            Optional<Key> own = keys.stream()
                    .filter(key -> (key.target() + ".").startsWith(entry.getKey() + "."))
                    .findFirst();
            if (own.isPresent()) {
                problem(
                        node,
                        Json.below(field, entry.getKey()),
                        "has a name of its own: " + own.get().name());
            } else {
                into.set(entry.getKey(), entry.getValue());
            }
        });
    }

    /** @return empty if it is wrong, which is told */
    private Optional<JsonNode> value(Key key, Node node, String path, String field) {
        return switch (key.kind()) {
            case TEXT -> text(node, field).map(Json.NODES::textNode);
            case WHOLE_NUMBER -> number(node, field);
            case TEXTS -> list(node, field, "texts").map(list -> texts(list, path, field));
            case OBJECTS -> list(node, field, "mappings").map(list -> objects(key, list, path, field));
            default -> Optional.of(Json.of(node, path, field, places));
        };
    }

    Optional<String> text(Node node, String field) {
        if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
            return Optional.of(scalar.getValue());
        }
        problem(node, field, "expected a text");
        return Optional.empty();
    }

    private Optional<JsonNode> number(Node node, String field) {
        if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.INT)) {
            return Optional.of(Json.scalar(scalar));
        }
        problem(node, field, "expected a whole number");
        return Optional.empty();
    }

    private Optional<SequenceNode> list(Node node, String field, String what) {
        if (node instanceof SequenceNode sequence) {
            return Optional.of(sequence);
        }
        problem(node, field, "expected a list of " + what + ", each behind a dash");
        return Optional.empty();
    }

    private JsonNode texts(SequenceNode sequence, String path, String field) {
        ArrayNode list = Json.NODES.arrayNode();
        for (Node each : sequence.getValue()) {
            String index = "[" + list.size() + "]";
            places.put(path + index, YamlFile.line(each), field + index);
            list.add(text(each, field + index).orElse(""));
        }
        return list;
    }

    private JsonNode objects(Key key, SequenceNode sequence, String path, String field) {
        ArrayNode list = Json.NODES.arrayNode();
        for (Node each : sequence.getValue()) {
            String index = "[" + list.size() + "]";
            list.add(object(each, key.below(), path + index, field + index));
        }
        return list;
    }

    private static void set(ObjectNode into, String target, JsonNode value) {
        int point = target.indexOf('.');
        if (point < 0) {
            into.set(target, value);
        } else {
            set(into.withObjectProperty(target.substring(0, point)), target.substring(point + 1), value);
        }
    }
}
