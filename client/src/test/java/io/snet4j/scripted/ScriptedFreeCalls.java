package io.snet4j.scripted;

import com.google.protobuf.ByteString;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.snet4j.identity.ProtocolMessages;
import io.snet4j.identity.Signatures;
import io.snet4j.internal.loop.PaymentHeaders;
import io.snet4j.testing.FakeChain;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import io.snet4j.wire.escrow.FreeCallStateServiceGrpc.FreeCallStateServiceImplBase;
import io.snet4j.wire.escrow.StateServiceProto.FreeCallStateReply;
import io.snet4j.wire.escrow.StateServiceProto.FreeCallStateRequest;
import io.snet4j.wire.escrow.StateServiceProto.FreeCallToken;
import io.snet4j.wire.escrow.StateServiceProto.GetFreeCallTokenRequest;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/** Free calls of one user: token, window, lock and counter, in the daemon's own order and words. */
public final class ScriptedFreeCalls extends FreeCallStateServiceImplBase {
    private static final long WINDOW = 5;

    private final FakeChain chain;
    private volatile long allowed = 100;
    private volatile long lifetime = 172_800;
    private volatile String key = "key1";
    private volatile UnaryOperator<FreeCallToken> lie = UnaryOperator.identity();
    private volatile UnaryOperator<FreeCallStateReply> lieAboutLeft = UnaryOperator.identity();
    private volatile Optional<Status> callRefusal = Optional.empty();
    private long made;
    private boolean locked;

    ScriptedFreeCalls(FakeChain chain) {
        this.chain = chain;
    }

    public void allow(long calls) {
        allowed = calls;
    }

    /** Of tokens given from now on, in blocks. */
    public void setLifetime(long blocks) {
        lifetime = blocks;
    }

    /** Tokens of before are worth nothing from now on. */
    public void changeKey(String name) {
        key = name;
    }

    /** Changes every token that it gives. */
    public void lie(UnaryOperator<FreeCallToken> change) {
        lie = change;
    }

    /** Changes every answer about what is left. */
    public void lieAboutLeft(UnaryOperator<FreeCallStateReply> change) {
        lieAboutLeft = change;
    }

    /** All free calls fail so, until it {@link #relent relents}. */
    public void refuseCalls(Status status) {
        callRefusal = Optional.of(status);
    }

    /** Is honest again. */
    void relent() {
        lie = UnaryOperator.identity();
        lieAboutLeft = UnaryOperator.identity();
        callRefusal = Optional.empty();
    }

    public synchronized long made() {
        return made;
    }

    /** As another process of the same user does. */
    public synchronized void lock(boolean value) {
        locked = value;
    }

    @Override
    public void getFreeCallToken(GetFreeCallTokenRequest request, StreamObserver<FreeCallToken> answer) {
        Optional<String> user = request.hasUserId() ? Optional.of(request.getUserId()) : Optional.empty();
        byte[] message = ProtocolMessages.freeCallTokenRequest(
                request.getAddress(),
                user,
                "org",
                "service",
                World.GROUP.toString(),
                BlockNumber.of(request.getCurrentBlock()));
        if (!isSignedBy(request.getAddress(), message, request.getSignature().toByteArray())) {
            answer.onError(Status.UNKNOWN
                    .withDescription(
                            "invalid signer, " + request.getAddress() + " (from request) is not equal to x (signer)")
                    .asRuntimeException());
        } else if (isOutside(request.getCurrentBlock())) {
            answer.onError(Status.UNKNOWN
                    .withDescription("authentication failed as the signature passed has expired")
                    .asRuntimeException());
        } else {
            long last = chain.head() + lifetime;
            answer.onNext(lie.apply(FreeCallToken.newBuilder()
                    .setToken(ByteString.copyFromUtf8(text(request.getAddress(), user) + last))
                    .setTokenExpirationBlock(last)
                    .build()));
            answer.onCompleted();
        }
    }

    /** Without the last block. */
    private String text(String address, Optional<String> user) {
        return key + "/" + address + "/" + user.orElse("") + "_";
    }

    @Override
    public void getFreeCallsAvailable(FreeCallStateRequest request, StreamObserver<FreeCallStateReply> answer) {
        Optional<String> user = request.hasUserId() ? Optional.of(request.getUserId()) : Optional.empty();
        Optional<Status> refusal = refusal(
                request.getAddress(),
                user,
                request.getCurrentBlock(),
                request.getFreeCallToken().toByteArray(),
                request.getSignature().toByteArray());
        if (refusal.isPresent()) {
            String text = Objects.requireNonNull(refusal.get().getDescription());
            answer.onError(Status.UNKNOWN
                    .withDescription(text.replace("internal error: ", ""))
                    .asRuntimeException());
            return;
        }
        answer.onNext(lieAboutLeft.apply(FreeCallStateReply.newBuilder()
                .setFreeCallsAvailable(Math.max(0, allowed - made()))
                .build()));
        answer.onCompleted();
    }

    private Optional<Status> refusal(
            String address, Optional<String> user, long block, byte[] token, byte[] signature) {
        byte[] message = ProtocolMessages.freeCallPayment(
                address, user, "org", "service", World.GROUP.toString(), BlockNumber.of(block), token);
        if (!isSignedBy(address, message, signature)) {
            return Optional.of(Status.UNAUTHENTICATED.withDescription("sign is not valid: unauthorized signer"));
        }
        String text = new String(token, StandardCharsets.UTF_8);
        int end = text.lastIndexOf('_') + 1;
        if (end == 0) {
            return Optional.of(Status.UNKNOWN.withDescription("no '_' found"));
        }
        if (!text.substring(end).matches("[+-]?[0-9]+")) {
            return Optional.of(Status.UNKNOWN.withDescription("invalid block number"));
        }
        if (!text.substring(0, end).equals(text(address, user))) {
            return Optional.of(Status.UNAUTHENTICATED.withDescription("token sign is not valid"));
        }
        // Unbounded, as the daemon's own: what it signs has 256 bits.
        if (new BigInteger(text.substring(end)).compareTo(BigInteger.valueOf(chain.head())) < 0) {
            return Optional.of(Status.INTERNAL.withDescription(
                    "internal error: authentication failed as the Free Call Token passed has expired"));
        }
        return isOutside(block)
                ? Optional.of(Status.INTERNAL.withDescription(
                        "internal error: authentication failed as the signature passed has expired"))
                : Optional.empty();
    }

    private boolean isOutside(long block) {
        return Math.abs(block - chain.head()) > WINDOW;
    }

    private static boolean isSignedBy(String address, byte[] message, byte[] signature) {
        return Signatures.recover(message, signature)
                .filter(Address.parse(address)::equals)
                .isPresent();
    }

    private synchronized Optional<Status> begin(Metadata sent) {
        Optional<Status> refusal = refusal(
                Objects.requireNonNull(sent.get(PaymentHeaders.USER_ADDRESS)),
                Optional.ofNullable(sent.get(PaymentHeaders.USER_ID)),
                Long.parseLong(sent.get(PaymentHeaders.BLOCK)),
                Objects.requireNonNull(sent.get(PaymentHeaders.FREE_CALL_TOKEN)),
                Objects.requireNonNull(sent.get(PaymentHeaders.CHANNEL_SIGNATURE)));
        if (refusal.isPresent()) {
            return refusal;
        }
        if (locked) {
            return Optional.of(Status.FAILED_PRECONDITION.withDescription(
                    "another transaction on this user: {ID:x} is in progress"));
        }
        if (made >= allowed) {
            return Optional.of(Status.INTERNAL.withDescription("internal error: free call limit has been exceeded,"
                    + " calls made = " + made + ", total free calls eligible = " + allowed));
        }
        locked = true;
        return Optional.empty();
    }

    private synchronized void end(boolean success) {
        locked = false;
        made += success ? 1 : 0;
    }

    <Q, R> ServerCall.Listener<Q> serve(ServerCall<Q, R> call, Metadata sent, ServerCallHandler<Q, R> next) {
        Optional<Status> refusal = callRefusal.or(() -> begin(sent));
        if (refusal.isPresent()) {
            call.close(refusal.get(), new Metadata());
            return new ServerCall.Listener<>() {};
        }
        AtomicBoolean ended = new AtomicBoolean();
        ServerCall<Q, R> counted = new SimpleForwardingServerCall<>(call) {
            @Override
            public void close(Status status, Metadata trailers) {
                if (ended.compareAndSet(false, true)) {
                    end(status.isOk());
                }
                super.close(status, trailers);
            }
        };
        return new SimpleForwardingServerCallListener<>(next.startCall(counted, sent)) {
            @Override
            public void onCancel() {
                if (ended.compareAndSet(false, true)) {
                    end(false);
                }
                super.onCancel();
            }
        };
    }
}
