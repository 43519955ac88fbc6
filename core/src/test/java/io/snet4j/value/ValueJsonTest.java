package io.snet4j.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.snet4j.chain.GroupId;
import java.math.BigInteger;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueJsonTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Alone in a record, as a program of a user's may send it. */
    record Invoice(Cogs price, Wei fee) {}

    static Stream<Map.Entry<Object, String>> values() {
        String address = "0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512";
        String most = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE).toString();
        return Stream.of(
                Map.entry(Cogs.ofFet("0.02"), "20000000000000000"),
                Map.entry(Cogs.ZERO, "0"),
                Map.entry(Cogs.parse(most), most),
                Map.entry(ChannelId.parse(most), most),
                Map.entry(ChannelNonce.of(3), "3"),
                Map.entry(BlockNumber.of(Long.MAX_VALUE), "9223372036854775807"),
                Map.entry(BlockCount.of(40320), "40320"),
                Map.entry(Wei.ofGwei("1.5"), "1500000000"),
                Map.entry(Address.parse(address), address),
                Map.entry(GroupId.of(new byte[32]), "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="));
    }

    @ParameterizedTest
    @MethodSource("values")
    void aValueIsOneStringInJsonAndIsReadBack(Map.Entry<Object, String> value) throws JsonProcessingException {
        String json = JSON.writeValueAsString(value.getKey());

        assertThat(json).isEqualTo("\"" + value.getValue() + "\"");
        Object read = JSON.readValue(json, value.getKey().getClass());
        assertThat(read).isEqualTo(value.getKey());
    }

    @ParameterizedTest
    @ValueSource(strings = "{\"price\":\"20000000000000000\",\"fee\":\"7\"}")
    void valuesInsideOfARecordAreStringsToo(String json) throws JsonProcessingException {
        Invoice invoice = new Invoice(Cogs.ofFet("0.02"), Wei.of(7));

        assertThat(JSON.writeValueAsString(invoice)).isEqualTo(json);
        assertThat(JSON.readValue(json, Invoice.class)).isEqualTo(invoice);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"-1\"", "\"0.02 FET\"", "{\"value\":1}"})
    void whatIsNoAmountIsRefused(String json) {
        assertThatExceptionOfType(JsonMappingException.class).isThrownBy(() -> JSON.readValue(json, Cogs.class));
    }
}
