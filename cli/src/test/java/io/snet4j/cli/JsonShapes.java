package io.snet4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Records as shapes of JSON. */
final class JsonShapes {
    private JsonShapes() {}

    /** As docs/cli-json.md shows it. */
    static String of(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == Optional.class) {
                return of(arguments[0]) + "?";
            }
            if (generic.getRawType() == Map.class) {
                return "{NAME: " + of(arguments[1]) + "}";
            }
            return "[" + of(arguments[0]) + "]";
        }
        Class<?> raw = (Class<?>) type;
        if (raw == OptionalLong.class) {
            return "number?";
        }
        if (isShape(raw)) {
            return Arrays.stream(raw.getRecordComponents())
                    .map(part -> part.getName() + ": " + of(part.getGenericType()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (raw == boolean.class) {
            return "boolean";
        }
        if (raw == JsonNode.class) {
            return "any";
        }
        return raw.isPrimitive() ? "number" : "string";
    }

    static void check(JsonNode node, Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            Class<?> raw = (Class<?>) generic.getRawType();
            if (raw == Optional.class) {
                if (!node.isNull()) {
                    check(node, arguments[0]);
                }
            } else if (raw == Map.class) {
                assertThat(node.isObject()).as(node + " is an object").isTrue();
                node.forEach(value -> check(value, arguments[1]));
            } else {
                assertThat(Collection.class).isAssignableFrom(raw);
                assertThat(node.isArray()).as(node + " is an array").isTrue();
                node.forEach(value -> check(value, arguments[0]));
            }
            return;
        }
        Class<?> raw = (Class<?>) type;
        if (isShape(raw)) {
            RecordComponent[] parts = raw.getRecordComponents();
            List<String> names =
                    Arrays.stream(parts).map(RecordComponent::getName).toList();
            assertThat(node.fieldNames())
                    .toIterable()
                    .as("fields of " + node)
                    .containsExactlyInAnyOrderElementsOf(names);
            for (RecordComponent part : parts) {
                check(node.get(part.getName()), part.getGenericType());
            }
        } else {
            String shape = of(type);
            boolean fits =
                    switch (shape) {
                        case "boolean" -> node.isBoolean();
                        case "number" -> node.isNumber();
                        case "number?" -> node.isNumber() || node.isNull();
                        case "any" -> true;
                        default -> node.isTextual();
                    };
            assertThat(fits).as(node + " is a " + shape).isTrue();
        }
    }

    /** The library's own values are written as one string. */
    private static boolean isShape(Class<?> type) {
        return type.isRecord() && type.getName().startsWith("io.snet4j.cli.");
    }
}
