package io.snet4j.devnet.daemon;

import com.linecorp.armeria.common.HttpHeaders;
import io.grpc.Status;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What a call says of its payment. Every key must be there once; else INVALID_ARGUMENT. */
final class PaymentHeaders {
    static final String TYPE = "snet-payment-type";
    static final String CHANNEL_ID = "snet-payment-channel-id";
    static final String CHANNEL_NONCE = "snet-payment-channel-nonce";
    static final String CHANNEL_AMOUNT = "snet-payment-channel-amount";
    static final String CHANNEL_SIGNATURE = "snet-payment-channel-signature-bin";
    static final String MODEL_ID = "snet-train-model-id";
    static final String PREPAID_TOKEN = "snet-prepaid-auth-token-bin";
    static final String FREE_CALL_USER_ID = "snet-free-call-user-id";
    static final String FREE_CALL_ADDRESS = "snet-free-call-user-address";
    static final String FREE_CALL_BLOCK = "snet-current-block-number";
    static final String FREE_CALL_TOKEN = "snet-free-call-auth-token-bin";

    private final HttpHeaders headers;

    PaymentHeaders(HttpHeaders headers) {
        this.headers = headers;
    }

    Optional<String> first(String key) {
        return Optional.ofNullable(headers.get(key));
    }

    /** Empty also if it is there more than once. */
    Optional<String> only(String key) {
        List<String> values = headers.getAll(key);
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    String text(String key) {
        List<String> values = headers.getAll(key);
        if (values.isEmpty()) {
            throw invalid(Texts.missingHeader(key));
        }
        if (values.size() > 1) {
            throw invalid(Texts.manyHeaders(
                    key, values.stream().map(value -> shown(key, value)).toList()));
        }
        return values.get(0);
    }

    /** Those of bytes were checked when the call came in. */
    private static String shown(String key, String value) {
        return key.endsWith(CallHead.BINARY)
                ? new String(GoBase64.decode(value), StandardCharsets.UTF_8)
                : GoText.ofHeader(value);
    }

    BigInteger integer(String key) {
        String text = text(key);
        return GoText.parseInteger(text).orElseThrow(() -> invalid(Texts.headerFormat(key, GoText.ofHeader(text))));
    }

    byte[] bytes(String key) {
        String text = text(key);
        try {
            return GoBase64.decode(text);
        } catch (IllegalArgumentException e) {
            throw invalid(Texts.headerFormat(key, GoText.ofHeader(text)));
        }
    }

    static GrpcFailure invalid(String text) {
        return new GrpcFailure(Status.Code.INVALID_ARGUMENT, text);
    }
}
