package io.snet4j.cli.shell;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.snet4j.training.ModelId;
import io.snet4j.value.Address;
import io.snet4j.value.Wei;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Results as JSON: amounts, ids and times are strings, what is not there is null. */
final class Json {
    private static final ObjectMapper MAPPER =
            JsonMapper.builder().addModule(values()).build();

    private Json() {}

    static String of(Object result) {
        try {
            return JsonText.printable(MAPPER.writeValueAsString(result));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SimpleModule values() {
        SimpleModule module = new SimpleModule();
        // Whole numbers of wei and blocks outgrow what readers of JSON keep exact.
        for (Class<?> type :
                List.of(BigInteger.class, Address.class, Instant.class, LocalDate.class, Duration.class, Path.class)) {
            module.addSerializer(type, ToStringSerializer.instance);
        }
        module.addSerializer(Wei.class, text(wei -> wei.value().toString()));
        module.addSerializer(ModelId.class, text(ModelId::value));
        module.addSerializer(Optional.class, new JsonSerializer<>() {
            @Override
            @SuppressWarnings("rawtypes")
            public void serialize(Optional value, JsonGenerator json, SerializerProvider all) throws IOException {
                json.writeObject(value.isPresent() ? value.get() : null);
            }
        });
        module.addSerializer(OptionalLong.class, new JsonSerializer<>() {
            @Override
            public void serialize(OptionalLong value, JsonGenerator json, SerializerProvider all) throws IOException {
                if (value.isPresent()) {
                    json.writeNumber(value.getAsLong());
                } else {
                    json.writeNull();
                }
            }
        });
        return module;
    }

    private static <T> JsonSerializer<T> text(java.util.function.Function<T, String> writing) {
        return new JsonSerializer<>() {
            @Override
            public void serialize(T value, JsonGenerator json, SerializerProvider all) throws IOException {
                json.writeString(writing.apply(value));
            }
        };
    }
}
