package io.snet4j.devnet.daemon;

import com.google.protobuf.ByteString;
import io.grpc.Metadata;
import io.snet4j.identity.ProtocolMessages;
import io.snet4j.value.BlockNumber;
import io.snet4j.wire.escrow.FreeCallStateServiceGrpc;
import io.snet4j.wire.escrow.StateServiceProto.FreeCallStateRequest;
import io.snet4j.wire.escrow.StateServiceProto.FreeCallToken;
import io.snet4j.wire.escrow.StateServiceProto.GetFreeCallTokenRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Somebody who calls the service for nothing. */
record FreeCaller(TestNet net, Caller who, String userId) {
    static final Metadata.Key<byte[]> TOKEN =
            Metadata.Key.of(PaymentHeaders.FREE_CALL_TOKEN, Metadata.BINARY_BYTE_MARSHALLER);

    FreeCaller(TestNet net, Caller who) {
        this(net, who, "");
    }

    String address() {
        return who.identity().address().toString();
    }

    GetFreeCallTokenRequest.Builder tokenRequest() {
        return tokenRequest(address(), net.chain.head());
    }

    GetFreeCallTokenRequest.Builder tokenRequest(String address, long block) {
        GetFreeCallTokenRequest.Builder request = GetFreeCallTokenRequest.newBuilder()
                .setAddress(address)
                .setCurrentBlock(block)
                .setSignature(who.sign(ProtocolMessages.freeCallTokenRequest(
                        address,
                        Optional.of(userId),
                        "org",
                        "service",
                        TestNet.GROUP.toString(),
                        BlockNumber.of(block))));
        return userId.isEmpty() ? request : request.setUserId(userId);
    }

    FreeCallToken token(GetFreeCallTokenRequest.Builder request) {
        return FreeCallStateServiceGrpc.newBlockingStub(net.channel).getFreeCallToken(request.build());
    }

    byte[] token() {
        return token(tokenRequest()).getToken().toByteArray();
    }

    /** A token with this in the place of what follows the underscore. */
    static byte[] ending(byte[] token, String expiration) {
        String text = new String(token, StandardCharsets.ISO_8859_1);
        return (text.substring(0, text.lastIndexOf('_') + 1) + expiration).getBytes(StandardCharsets.ISO_8859_1);
    }

    byte[] signature(byte[] token) {
        return who.identity()
                .signMessage(ProtocolMessages.freeCallPayment(
                        address(),
                        Optional.of(userId),
                        "org",
                        "service",
                        TestNet.GROUP.toString(),
                        BlockNumber.of(net.chain.head()),
                        token));
    }

    Metadata headers(byte[] token) {
        Metadata headers = new Metadata();
        headers.put(Caller.key(PaymentHeaders.TYPE), "free-call");
        headers.put(Caller.key(PaymentHeaders.FREE_CALL_ADDRESS), address());
        headers.put(Caller.key(PaymentHeaders.FREE_CALL_BLOCK), Long.toString(net.chain.head()));
        headers.put(Caller.signatureKey(), signature(token));
        headers.put(TOKEN, token);
        if (!userId.isEmpty()) {
            headers.put(Caller.key(PaymentHeaders.FREE_CALL_USER_ID), userId);
        }
        return headers;
    }

    String call(Metadata headers, String text) {
        return EchoService.call(Caller.with(net.channel, headers), text);
    }

    String call(byte[] token) {
        return call(headers(token), "hello");
    }

    long left(byte[] token) {
        FreeCallStateRequest.Builder request = FreeCallStateRequest.newBuilder()
                .setAddress(address())
                .setFreeCallToken(ByteString.copyFrom(token))
                .setCurrentBlock(net.chain.head())
                .setSignature(ByteString.copyFrom(signature(token)));
        if (!userId.isEmpty()) {
            request.setUserId(userId);
        }
        return FreeCallStateServiceGrpc.newBlockingStub(net.channel)
                .getFreeCallsAvailable(request.build())
                .getFreeCallsAvailable();
    }
}
