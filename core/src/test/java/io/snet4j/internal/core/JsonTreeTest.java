package io.snet4j.internal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trees are those of the library's own mapper, which is what is compared with. */
class JsonTreeTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ForeignJson BOUNDED = ForeignJson.bounded(1000);
    private static final ForeignJson STRICT = ForeignJson.strict(1000);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "true",
                "0",
                "-1",
                "2147483647",
                "2147483648",
                "-9223372036854775808",
                "9223372036854775808",
                "115792089237316195423570985008687907853269984665640564039457584007913129639935",
                "1.5",
                "-0.0",
                "1e3",
                "1e400",
                "\"\"",
                "\"\\u0000\\u007f\\ud83d\\ude00 \\\"\\\\ /\"",
                "{\"a\":{\"b\":[1,[],{},null,false,\"c\"]},\"\":\"empty name\"}",
                "  {\"jsonrpc\": \"2.0\", \"id\": 7, \"result\": \"0x1\"}  ",
                "{\"a\":1,\"a\":2}",
                "[1] trailing",
                "",
            })
    void aTextIsTheTreeThatAMapperMakes(String text) throws IOException {
        JsonNode expected = MAPPER.readTree(text);

        assertThat(BOUNDED.readTree(text)).isEqualTo(expected);
        assertThat(BOUNDED.readTree(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(expected);
        if (!expected.isMissingNode()) {
            assertThat(JsonTree.text(expected)).isEqualTo(MAPPER.writeValueAsString(expected));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[1,]", "{\"a\"}", "nul", "\"open", "{\"a\":01}", "]", "[1}"})
    void whatIsNoJsonIsRefused(String text) {
        assertThatExceptionOfType(JsonProcessingException.class).isThrownBy(() -> BOUNDED.readTree(text));
    }

    @Test
    void strangersWriteOnlySoMuchAndSoDeep() {
        String many = "[" + "1,".repeat(1000) + "1]";
        String deep = "[".repeat(65) + "]".repeat(65);

        assertThatExceptionOfType(StreamConstraintsException.class).isThrownBy(() -> BOUNDED.readTree(many));
        assertThatExceptionOfType(StreamConstraintsException.class).isThrownBy(() -> STRICT.readTree(deep));
    }

    @Test
    void whatTwoReadersCouldSeeDifferentlyIsRefusedByTheStrictOne() throws IOException {
        assertThatExceptionOfType(JsonParseException.class)
                .isThrownBy(() -> STRICT.readTree("{\"a\":1,\"a\":2}"))
                .withMessageContaining("'a'");
        assertThatExceptionOfType(JsonParseException.class)
                .isThrownBy(() -> STRICT.readTree("{} {}"))
                .withMessageContaining("more after the end");
        assertThatExceptionOfType(JsonParseException.class).isThrownBy(() -> STRICT.readTree("{} x"));
        assertThat(STRICT.readTree("{} \n")).isEqualTo(MAPPER.createObjectNode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.50", "0.10000000000000000000000001", "[1.0,2,\"x\",{\"a\":-0.30}]"})
    void anExactTreeIsWrittenAsItWasRead(String text) throws IOException {
        assertThat(STRICT.exact().readTree(text).toString()).isEqualTo(text);
        assertThatExceptionOfType(JsonParseException.class)
                .isThrownBy(() -> STRICT.exact().readTree(text + " " + text))
                .withMessageContaining("more after the end");
    }

    @Test
    void severalValuesAreReadInTheirOrder() throws IOException {
        List<JsonNode> trees =
                BOUNDED.readTrees("{\"Hash\":\"a\"}\n{\"Hash\":\"b\"}\n".getBytes(StandardCharsets.UTF_8));

        assertThat(trees).extracting(tree -> tree.path("Hash").asText()).containsExactly("a", "b");
    }

    @Test
    void numbersThatProgramsPutInAreWrittenWhole() throws JsonProcessingException {
        JsonNode tree = JsonNodeFactory.instance
                .arrayNode()
                .add(DecimalNode.valueOf(new BigDecimal("0.10000000000000000001")))
                .add(1.5f)
                .add((short) 3);

        assertThat(JsonTree.text(tree)).isEqualTo(MAPPER.writeValueAsString(tree));
    }
}
