package io.snet4j.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.grpc.Metadata;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaymentHeadersTest {
    @ParameterizedTest
    @CsvSource({"escrow,", "train-call,model-1"})
    void theHeadersOfAPaymentAreThoseOfTheVectors(String kind, String modelId) throws IOException {
        JsonNode expected = vector(kind);
        SignedAmount payment = new SignedAmount(
                ChannelId.of(
                        new BigInteger(expected.get("snet-payment-channel-id").asText())),
                ChannelNonce.of(new BigInteger(
                        expected.get("snet-payment-channel-nonce").asText())),
                Cogs.parse(expected.get("snet-payment-channel-amount").asText()),
                Cogs.of(1),
                "a/b",
                Optional.ofNullable(modelId));
        byte[] signature = Base64.getDecoder()
                .decode(expected.get("snet-payment-channel-signature-bin").asText());

        Map<String, String> actual = texts(PaymentHeaders.of(payment, signature));

        assertThat(actual).isEqualTo(texts(expected));
    }

    @Test
    void theHeadersOfAFreeCallAreThoseOfTheVectors() throws IOException {
        JsonNode expected = vector("free-call");

        Metadata headers = PaymentHeaders.ofFreeCall(
                expected.get("snet-free-call-user-address").asText(),
                Optional.empty(),
                BlockNumber.of(expected.get("snet-current-block-number").asLong()),
                bytes(expected, "snet-free-call-auth-token-bin"),
                bytes(expected, "snet-payment-channel-signature-bin"));

        assertThat(texts(headers)).isEqualTo(texts(expected));
    }

    @Test
    void theHeadersOfAPrepaidCallAreThoseOfTheVectors() throws IOException {
        JsonNode expected = vector("prepaid-call");

        Metadata headers = PaymentHeaders.ofPrepaid(
                ChannelId.of(
                        new BigInteger(expected.get("snet-payment-channel-id").asText())),
                ChannelNonce.of(new BigInteger(
                        expected.get("snet-payment-channel-nonce").asText())),
                bytes(expected, "snet-prepaid-auth-token-bin"));

        assertThat(texts(headers)).isEqualTo(texts(expected));
    }

    @Test
    void onePaymentReplacesAllOfAnother() {
        Metadata headers =
                PaymentHeaders.ofFreeCall("0x1", Optional.of("me"), BlockNumber.of(7), new byte[1], new byte[1]);
        Metadata.Key<String> own = Metadata.Key.of("own", Metadata.ASCII_STRING_MARSHALLER);
        headers.put(own, "kept");
        Metadata next = PaymentHeaders.ofPrepaid(ChannelId.of(1), ChannelNonce.of(0), new byte[1]);

        PaymentHeaders.replace(headers, next);

        assertThat(headers.keys())
                .containsExactlyInAnyOrder(
                        "own",
                        "snet-payment-type",
                        "snet-payment-channel-id",
                        "snet-payment-channel-nonce",
                        "snet-prepaid-auth-token-bin");
    }

    private static byte[] bytes(JsonNode headers, String name) {
        return Base64.getDecoder().decode(headers.get(name).asText());
    }

    private static Map<String, String> texts(JsonNode headers) {
        Map<String, String> texts = new TreeMap<>();
        headers.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
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
