package io.snet4j.internal.pay;

import io.grpc.Metadata;
import io.snet4j.payment.SignedAmount;
import java.util.List;

/** The headers that carry a payment. Integers are plain decimals: the daemon reads a leading zero as octal. */
public final class PaymentHeaders {
    public static final Metadata.Key<String> TYPE = ascii("snet-payment-type");
    public static final Metadata.Key<String> CHANNEL_ID = ascii("snet-payment-channel-id");
    public static final Metadata.Key<String> CHANNEL_NONCE = ascii("snet-payment-channel-nonce");
    public static final Metadata.Key<String> CHANNEL_AMOUNT = ascii("snet-payment-channel-amount");
    public static final Metadata.Key<byte[]> CHANNEL_SIGNATURE =
            Metadata.Key.of("snet-payment-channel-signature-bin", Metadata.BINARY_BYTE_MARSHALLER);
    public static final Metadata.Key<String> MODEL_ID = ascii("snet-train-model-id");

    private PaymentHeaders() {}

    static Metadata of(SignedAmount payment, byte[] signature) {
        Metadata headers = new Metadata();
        headers.put(TYPE, payment.modelId().isPresent() ? "train-call" : "escrow");
        headers.put(CHANNEL_ID, payment.channelId().toString());
        headers.put(CHANNEL_NONCE, payment.nonce().toString());
        headers.put(CHANNEL_AMOUNT, payment.amount().value().toString());
        headers.put(CHANNEL_SIGNATURE, signature);
        payment.modelId().ifPresent(id -> headers.put(MODEL_ID, id));
        return headers;
    }

    /** Each key may be there once only. */
    public static void replace(Metadata headers, Metadata payment) {
        for (Metadata.Key<?> key :
                List.of(TYPE, CHANNEL_ID, CHANNEL_NONCE, CHANNEL_AMOUNT, CHANNEL_SIGNATURE, MODEL_ID)) {
            headers.discardAll(key);
        }
        headers.merge(payment);
    }

    private static Metadata.Key<String> ascii(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }
}
