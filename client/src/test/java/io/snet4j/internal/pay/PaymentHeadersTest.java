package io.snet4j.internal.pay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.grpc.Metadata;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaymentHeadersTest {
    @ParameterizedTest
    @CsvSource({"escrow,", "train-call,model-1"})
    void theHeadersOfAPaymentAreThoseOfTheVectors(String kind, String modelId) throws IOException {
        JsonNode expected = vector(kind);
        SignedAmount payment = new SignedAmount(
                new BigInteger(expected.get("snet-payment-channel-id").asText()),
                new BigInteger(expected.get("snet-payment-channel-nonce").asText()),
                Cogs.parse(expected.get("snet-payment-channel-amount").asText()),
                Cogs.of(1),
                "a/b",
                Optional.ofNullable(modelId));
        byte[] signature = Base64.getDecoder()
                .decode(expected.get("snet-payment-channel-signature-bin").asText());

        Map<String, String> actual = texts(PaymentHeaders.of(payment, signature));

        Map<String, String> wanted = new TreeMap<>();
        expected.properties()
                .forEach(entry -> wanted.put(entry.getKey(), entry.getValue().asText()));
        assertThat(actual).isEqualTo(wanted);
    }

    private static Map<String, String> texts(Metadata headers) {
        Map<String, String> texts = new TreeMap<>();
        for (String name : headers.keys()) {
            texts.put(
                    name,
                    name.endsWith("-bin")
                            ? Base64.getEncoder()
                                    .withoutPadding()
                                    .encodeToString(Objects.requireNonNull(
                                            headers.get(Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER))))
                            : Objects.requireNonNull(
                                    headers.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER))));
        }
        return texts;
    }

    private static JsonNode vector(String kind) throws IOException {
        try (InputStream in = Objects.requireNonNull(PaymentHeadersTest.class.getResourceAsStream("/vectors.json"))) {
            return new ObjectMapper().readTree(in).path("headers").path(kind);
        }
    }
}
