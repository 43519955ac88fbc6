package io.snet4j.scripted;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.snet4j.internal.loop.PaymentHeaders;
import io.snet4j.value.Cogs;
import io.snet4j.wire.escrow.StateServiceProto.ChannelStateRequest;
import io.snet4j.wire.escrow.TokenServiceProto.TokenRequest;
import java.math.BigInteger;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what a daemon hears, whatever it answers: who refuses a call has its signature all the same. Thread-safe. */
public final class Wiretap implements ServerInterceptor {
    /** A signature and what it is said to be for. */
    public record Claim(String method, BigInteger channel, BigInteger nonce, Cogs amount, byte[] signature) {}

    private final List<Claim> claims = new CopyOnWriteArrayList<>();
    private final List<ChannelStateRequest> stateRequests = new CopyOnWriteArrayList<>();

    /** All claims: of the headers of calls, and of requests for prepaid tokens. */
    public List<Claim> claims() {
        return List.copyOf(claims);
    }

    public List<ChannelStateRequest> stateRequests() {
        return List.copyOf(stateRequests);
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        byte[] signature = headers.get(PaymentHeaders.CHANNEL_SIGNATURE);
        // Free calls sign something else under the same name.
        if (signature != null && headers.containsKey(PaymentHeaders.CHANNEL_NONCE)) {
            claims.add(new Claim(
                    call.getMethodDescriptor().getFullMethodName(),
                    new BigInteger(headers.get(PaymentHeaders.CHANNEL_ID)),
                    new BigInteger(headers.get(PaymentHeaders.CHANNEL_NONCE)),
                    Cogs.parse(headers.get(PaymentHeaders.CHANNEL_AMOUNT)),
                    signature));
        }
        return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {
            @Override
            public void onMessage(Q message) {
                hear(message);
                super.onMessage(message);
            }
        };
    }

    private void hear(Object message) {
        if (message instanceof ChannelStateRequest request) {
            stateRequests.add(request);
        } else if (message instanceof TokenRequest request) {
            claims.add(new Claim(
                    "escrow.TokenService/GetToken",
                    unsigned(request.getChannelId()),
                    unsigned(request.getCurrentNonce()),
                    Cogs.ofUnsigned(request.getSignedAmount()),
                    request.getClaimSignature().toByteArray()));
        }
    }

    private static BigInteger unsigned(long uint64) {
        return new BigInteger(Long.toUnsignedString(uint64));
    }
}
