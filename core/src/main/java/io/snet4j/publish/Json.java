package io.snet4j.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Lists of a document that is being built. */
final class Json {
    private Json() {}

    /** The list of that name; an empty one in place of anything else. */
    static ArrayNode list(ObjectNode object, String name) {
        return object.get(name) instanceof ArrayNode list ? list : object.putArray(name);
    }

    /** The object of that name; an empty one in place of anything else. */
    static ObjectNode object(ObjectNode object, String name) {
        return object.get(name) instanceof ObjectNode child ? child : object.putObject(name);
    }

    /** The one whose field says so; a new one, which says so, if there is none. */
    static ObjectNode element(ArrayNode list, String field, String text) {
        for (JsonNode element : list) {
            if (element instanceof ObjectNode object
                    && element.path(field).asText().equals(text)) {
                return object;
            }
        }
        return list.addObject().put(field, text);
    }

    /** Takes a field away, also from what was published before: what a file does not mention stays. */
    static void clear(ObjectNode object, String name) {
        if (object.has(name)) {
            object.putNull(name);
        }
    }

    static void remove(ArrayNode list, String field, String text) {
        for (int i = list.size() - 1; i >= 0; i--) {
            if (list.get(i).path(field).asText().equals(text)) {
                list.remove(i);
            }
        }
    }

    /** The largest number that a field has in a list; zero where there is none. */
    static int most(ArrayNode list, String field) {
        int most = 0;
        for (JsonNode element : list) {
            most = Math.max(most, element.path(field).asInt());
        }
        return most;
    }
}
