package io.snet4j.internal.core;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * Trees from JSON and back, as an {@link com.fasterxml.jackson.databind.ObjectMapper} makes them by default. A mapper
 * loads some three hundred classes for kinds of objects that nobody here has; a fresh process feels them at its first
 * request.
 */
final class JsonTree {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonTree() {}

    /**
     * The value whose first token the parser is at. Its depth is the parser's to bound.
     *
     * @param exact whether fractions keep all their digits; they are the nearest doubles else
     */
    static JsonNode read(JsonParser parser, boolean exact) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT:
                return object(parser, exact);
            case START_ARRAY:
                return array(parser, exact);
            case VALUE_STRING:
                return NODES.textNode(parser.getText());
            case VALUE_NUMBER_INT:
                return whole(parser);
            case VALUE_NUMBER_FLOAT:
                return exact ? NODES.numberNode(parser.getDecimalValue()) : NODES.numberNode(parser.getDoubleValue());
            case VALUE_TRUE:
                return NODES.booleanNode(true);
            case VALUE_FALSE:
                return NODES.booleanNode(false);
            default:
                return NODES.nullNode();
        }
    }

    private static ObjectNode object(JsonParser parser, boolean exact) throws IOException {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            object.set(name, read(parser, exact));
        }
        return object;
    }

    private static ArrayNode array(JsonParser parser, boolean exact) throws IOException {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(read(parser, exact));
        }
        return array;
    }

    private static JsonNode whole(JsonParser parser) throws IOException {
        return switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            default -> NODES.numberNode(parser.getBigIntegerValue());
        };
    }

    /** In one line. */
    static String text(JsonNode node) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            write(node, generator);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a string takes everything
        }
        return text.toString();
    }

    private static void write(JsonNode node, JsonGenerator to) throws IOException {
        switch (node.getNodeType()) {
            case OBJECT -> {
                to.writeStartObject();
                for (Map.Entry<String, JsonNode> one : node.properties()) {
                    to.writeFieldName(one.getKey());
                    write(one.getValue(), to);
                }
                to.writeEndObject();
            }
            case ARRAY -> {
                to.writeStartArray();
                for (JsonNode one : node) {
                    write(one, to);
                }
                to.writeEndArray();
            }
            case STRING -> to.writeString(node.textValue());
            case BOOLEAN -> to.writeBoolean(node.booleanValue());
            case NUMBER -> {
                if (node.isIntegralNumber()) {
                    to.writeNumber(node.bigIntegerValue());
                } else if (node.isBigDecimal()) {
                    to.writeNumber(node.decimalValue());
                } else {
                    to.writeNumber(node.doubleValue());
                }
            }
            default -> to.writeNull();
        }
    }
}
