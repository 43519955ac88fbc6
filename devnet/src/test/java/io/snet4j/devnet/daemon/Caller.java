package io.snet4j.devnet.daemon;

import com.google.protobuf.ByteString;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.snet4j.identity.Identity;
import io.snet4j.identity.ProtocolMessages;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import io.snet4j.wire.training.TrainingDaemonProto.AuthorizationDetails;

/** Somebody with a key who calls the daemon. */
record Caller(Identity identity, Address escrow) {
    /** What an escrow payment's headers say; change it to say something wrong. */
    Metadata payment(String type, long channelId, long nonce, long amount) {
        Metadata headers = new Metadata();
        headers.put(key(PaymentHeaders.TYPE), type);
        headers.put(key(PaymentHeaders.CHANNEL_ID), Long.toString(channelId));
        headers.put(key(PaymentHeaders.CHANNEL_NONCE), Long.toString(nonce));
        headers.put(key(PaymentHeaders.CHANNEL_AMOUNT), Long.toString(amount));
        headers.put(signatureKey(), claim(channelId, nonce, amount));
        return headers;
    }

    Metadata trainCall(String modelId, long channelId, long nonce, long amount) {
        Metadata headers = payment("train-call", channelId, nonce, amount);
        headers.put(key(PaymentHeaders.MODEL_ID), modelId);
        return headers;
    }

    byte[] claim(long channelId, long nonce, long amount) {
        return identity.signMessage(
                ProtocolMessages.mpeClaim(escrow, ChannelId.of(channelId), ChannelNonce.of(nonce), Cogs.of(amount)));
    }

    AuthorizationDetails authorization(String message, long block) {
        return AuthorizationDetails.newBuilder()
                .setMessage(message)
                .setCurrentBlock(block)
                .setSignerAddress(identity.address().toString())
                .setSignature(ByteString.copyFrom(identity.signMessage(
                        ProtocolMessages.trainingAuthorization(message, identity.address(), BlockNumber.of(block)))))
                .build();
    }

    ByteString sign(byte[] message) {
        return ByteString.copyFrom(identity.signMessage(message));
    }

    static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }

    static Metadata.Key<byte[]> signatureKey() {
        return Metadata.Key.of(PaymentHeaders.CHANNEL_SIGNATURE, Metadata.BINARY_BYTE_MARSHALLER);
    }

    static Channel with(Channel channel, Metadata headers) {
        return ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers));
    }
}
