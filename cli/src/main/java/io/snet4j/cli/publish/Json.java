package io.snet4j.cli.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** YAML as JSON, with the line of each part. */
final class Json {
    static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);

    private Json() {}

    /**
     * @param path of this part in the platform's file
     * @param field in the file that is read
     */
    static JsonNode of(Node node, String path, String field, Places places) {
        places.put(path, YamlFile.line(node), field);
        if (node instanceof MappingNode mapping) {
            ObjectNode object = NODES.objectNode();
            for (NodeTuple part : mapping.getValue()) {
                String name = name(part);
                object.set(name, of(part.getValueNode(), below(path, name), below(field, name), places));
            }
            return object;
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode list = NODES.arrayNode();
            for (Node part : sequence.getValue()) {
                String index = "[" + list.size() + "]";
                list.add(of(part, path + index, field + index, places));
            }
            return list;
        }
        return scalar((ScalarNode) node);
    }

    static JsonNode scalar(ScalarNode node) {
        String text = node.getValue();
        Tag tag = node.getTag();
        try {
            if (tag.equals(Tag.INT)) {
                return NODES.numberNode(new BigInteger(text));
            }
            if (tag.equals(Tag.FLOAT)) {
                return NODES.numberNode(new BigDecimal(text));
            }
        } catch (NumberFormatException e) {
            // .inf and .nan are no numbers in JSON: who reads the file says so.
            return NODES.textNode(text);
        }
        if (tag.equals(Tag.BOOL)) {
            return NODES.booleanNode(Boolean.parseBoolean(text));
        }
        return tag.equals(Tag.NULL) ? NODES.nullNode() : NODES.textNode(text);
    }

    static String name(NodeTuple part) {
        return part.getKeyNode() instanceof ScalarNode key ? key.getValue() : "?";
    }

    static String below(String path, String name) {
        return path.isEmpty() || name.isEmpty() ? path + name : path + "." + name;
    }
}
