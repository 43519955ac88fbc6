package io.snet4j.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON Schema of {@code snet.yaml} is the table that files are read by. {@code SNET4J_WRITE_DOCS=1} writes it. */
class SnetYamlSchemaTest {
    private static final Path SCHEMA = Path.of("..", "docs", "snet-yaml.schema.json");
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Test
    void theSchemaHasEveryNameThatIsRead() throws IOException {
        ObjectNode schema = JSON.createObjectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("title", "snet.yaml")
                .put("description", "What snet4j publish publishes of an organization and of its service.");
        schema.setAll(object(SnetKeys.ALL));
        String text = JSON.writeValueAsString(schema) + "\n";
        if (System.getenv("SNET4J_WRITE_DOCS") != null) {
            Files.writeString(SCHEMA, text);
        }

        assertThat(SCHEMA).content().isEqualTo(text);
    }

    private static ObjectNode object(List<Key> keys) {
        ObjectNode object = JSON.createObjectNode();
        object.put("type", "object").put("additionalProperties", false);
        ObjectNode properties = object.putObject("properties");
        keys.forEach(key -> {
            ObjectNode property = properties.putObject(key.name());
            property.put("description", key.meaning());
            property.setAll(value(key));
        });
        return object;
    }

    private static ObjectNode value(Key key) {
        ObjectNode value = JSON.createObjectNode();
        switch (key.kind()) {
            case TEXT -> types(value, "string", "number", "boolean");
            case WHOLE_NUMBER -> types(value, "integer");
            case PRICE -> types(value, "string", "integer");
            case PRICES -> {
                types(value, "object");
                types(value.putObject("propertyNames"), "string").put("pattern", "^[^/]+/.+$");
                types(value.putObject("additionalProperties"), "string", "integer");
            }
            case TEXTS -> types(types(value, "array").putObject("items"), "string", "number", "boolean");
            case OBJECT -> value.setAll(object(key.below()));
            case OBJECTS -> types(value, "array").set("items", object(key.below()));
            case FIELDS -> types(value, "object");
            case JSON -> {
                // Anything.
            }
        }
        return value;
    }

    private static ObjectNode types(ObjectNode value, String... types) {
        if (types.length == 1) {
            return value.put("type", types[0]);
        }
        for (String type : types) {
            value.withArrayProperty("type").add(type);
        }
        return value;
    }

    /** The few words of JSON Schema that ours is written in. */
    private static void validate(JsonNode schema, JsonNode value, String path) {
        JsonNode type = schema.path("type");
        if (!type.isMissingNode()) {
            List<String> allowed =
                    type.isArray() ? List.of(JSON.convertValue(type, String[].class)) : List.of(type.asText());
            String is = value.isObject()
                    ? "object"
                    : value.isArray()
                            ? "array"
                            : value.isIntegralNumber()
                                    ? "integer"
                                    : value.isNumber() ? "number" : value.isBoolean() ? "boolean" : "string";
            assertThat(allowed).as(path).contains(is);
        }
        value.properties().forEach(part -> {
            JsonNode below = schema.path("properties").path(part.getKey());
            boolean more = schema.path("additionalProperties").asBoolean(true);
            assertThat(below.isMissingNode() && !more)
                    .as(path + "." + part.getKey() + " is forbidden")
                    .isFalse();
            validate(
                    below.isMissingNode() ? schema.path("additionalProperties") : below,
                    part.getValue(),
                    path + "." + part.getKey());
        });
        if (value.isArray()) {
            value.forEach(part -> validate(schema.path("items"), part, path + "[]"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "services: {}",
                "service: {nmae: x}",
                "service: {groups: [{price: [1]}]}",
                "service: {groups: [{free_calls: x}]}",
                "service: {tags: x}",
                "organization: {groups: {}}",
                "organization: {fields: 3}"
            })
    void whatIsRefusedByItsFormIsNotValid(String text) throws IOException {
        JsonNode schema = JSON.readTree(Files.readString(SCHEMA));
        JsonNode value = JSON.readTree(YamlTree.json(text));

        assertThat(SnetYaml.read(YamlFile.of("snet.yaml", text), Path.of("/")).problems())
                .isNotEmpty();
        assertThatThrownBy(() -> validate(schema, value, "")).isInstanceOf(AssertionError.class);
    }

    @Test
    void whatIsReadIsValid() throws IOException {
        JsonNode schema = JSON.readTree(Files.readString(SCHEMA));

        validate(schema, JSON.readTree(YamlTree.json(SnetYamlTest.resource("all.yaml"))), "");
        validate(
                schema,
                JSON.readTree(YamlTree.json(StartingPoint.in(Path.of("nowhere")).text())),
                "");
    }
}
