package io.snet4j.internal.loop;

import io.grpc.Metadata;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The headers that carry a payment. Integers are plain decimals: the daemon reads a leading zero as octal. */
public final class PaymentHeaders {
    public static final Metadata.Key<String> TYPE = ascii("snet-payment-type");
    public static final Metadata.Key<String> CHANNEL_ID = ascii("snet-payment-channel-id");
    public static final Metadata.Key<String> CHANNEL_NONCE = ascii("snet-payment-channel-nonce");
    public static final Metadata.Key<String> CHANNEL_AMOUNT = ascii("snet-payment-channel-amount");
    public static final Metadata.Key<byte[]> CHANNEL_SIGNATURE = binary("snet-payment-channel-signature-bin");
    public static final Metadata.Key<String> MODEL_ID = ascii("snet-train-model-id");

    public static final Metadata.Key<byte[]> PREPAID_TOKEN = binary("snet-prepaid-auth-token-bin");
    public static final Metadata.Key<String> USER_ADDRESS = ascii("snet-free-call-user-address");
    public static final Metadata.Key<String> USER_ID = ascii("snet-free-call-user-id");
    public static final Metadata.Key<String> BLOCK = ascii("snet-current-block-number");
    public static final Metadata.Key<byte[]> FREE_CALL_TOKEN = binary("snet-free-call-auth-token-bin");

    private static final List<Metadata.Key<?>> ALL = List.of(
            TYPE,
            CHANNEL_ID,
            CHANNEL_NONCE,
            CHANNEL_AMOUNT,
            CHANNEL_SIGNATURE,
            MODEL_ID,
            PREPAID_TOKEN,
            USER_ADDRESS,
            USER_ID,
            BLOCK,
            FREE_CALL_TOKEN);

    /** In characters. Far more than any id has, far less than what a server takes as headers. */
    public static final int MAX_MODEL_ID = 1_000;

    private PaymentHeaders() {}

    /** Whether a model's id arrives as it was sent: anything but printable ASCII gets lost on the way in silence. */
    public static boolean canCarry(String modelId) {
        return !modelId.isEmpty()
                && modelId.length() <= MAX_MODEL_ID
                && modelId.chars().allMatch(c -> c > ' ' && c < 127);
    }

    public static Metadata of(SignedAmount payment, byte[] signature) {
        Metadata headers = new Metadata();
        headers.put(TYPE, payment.modelId().isPresent() ? "train-call" : "escrow");
        headers.put(CHANNEL_ID, payment.channelId().toString());
        headers.put(CHANNEL_NONCE, payment.nonce().toString());
        headers.put(CHANNEL_AMOUNT, payment.amount().value().toString());
        headers.put(CHANNEL_SIGNATURE, signature);
        payment.modelId().ifPresent(id -> headers.put(MODEL_ID, id));
        return headers;
    }

    /** @param nonce the daemon does not look at it */
    public static Metadata ofPrepaid(ChannelId channelId, ChannelNonce nonce, byte[] token) {
        Metadata headers = new Metadata();
        headers.put(TYPE, "prepaid-call");
        headers.put(CHANNEL_ID, channelId.toString());
        headers.put(CHANNEL_NONCE, nonce.toString());
        headers.put(PREPAID_TOKEN, token);
        return headers;
    }

    /** @param address in the spelling that is signed */
    public static Metadata ofFreeCall(
            String address, Optional<String> userId, BlockNumber block, byte[] token, byte[] signature) {
        Metadata headers = new Metadata();
        headers.put(TYPE, "free-call");
        headers.put(USER_ADDRESS, address);
        userId.ifPresent(id -> headers.put(USER_ID, id));
        headers.put(BLOCK, block.toString());
        headers.put(FREE_CALL_TOKEN, token);
        headers.put(CHANNEL_SIGNATURE, signature);
        return headers;
    }

    /** The signature of an amount, which is a claim on it. */
    public static byte[] claim(Metadata headers) {
        return Objects.requireNonNull(headers.get(CHANNEL_SIGNATURE));
    }

    /** Each key may be there once only. */
    public static void replace(Metadata headers, Metadata payment) {
        ALL.forEach(headers::discardAll);
        headers.merge(payment);
    }

    private static Metadata.Key<byte[]> binary(String name) {
        return Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER);
    }

    private static Metadata.Key<String> ascii(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }
}
