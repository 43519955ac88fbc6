package io.snet4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class ModelIdTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void anIdIsOneStringInJsonAndIsReadBack() throws JsonProcessingException {
        ModelId id = new ModelId("m\u202e1");

        String json = JSON.writeValueAsString(id);

        assertThat(JSON.readTree(json).textValue()).isEqualTo(id.value());
        assertThat(JSON.readValue(json, ModelId.class)).isEqualTo(id);
        assertThatExceptionOfType(JsonMappingException.class).isThrownBy(() -> JSON.readValue("\" \"", ModelId.class));
    }
}
