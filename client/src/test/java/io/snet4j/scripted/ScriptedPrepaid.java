package io.snet4j.scripted;

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
import io.snet4j.value.BlockNumber;
import io.snet4j.value.Cogs;
import io.snet4j.wire.escrow.TokenServiceGrpc.TokenServiceImplBase;
import io.snet4j.wire.escrow.TokenServiceProto.TokenReply;
import io.snet4j.wire.escrow.TokenServiceProto.TokenRequest;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Tokens for amounts that are signed in advance, and what is left of them, in the daemon's own words. */
public final class ScriptedPrepaid extends TokenServiceImplBase {
    private static final long WINDOW = 5;

    private final FakeChain chain;
    private final DaemonLedger ledger;
    private final Map<BigInteger, Cogs> planned = new HashMap<>();
    private final Map<BigInteger, Cogs> used = new HashMap<>();
    private final Map<BigInteger, Cogs> refunded = new HashMap<>();
    private final Map<String, Instant> tokens = new HashMap<>();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger mostRunning = new AtomicInteger();
    private volatile Clock clock = Clock.systemUTC();
    private volatile Duration life = Duration.ofHours(24);
    private volatile boolean silent;
    private volatile UnaryOperator<TokenReply> lie = UnaryOperator.identity();
    private volatile Optional<Status> callRefusal = Optional.empty();
    private volatile Optional<Status> denial = Optional.empty();
    private volatile Optional<Status> batchDenial = Optional.empty();
    private volatile Optional<CountDownLatch> holding = Optional.empty();

    ScriptedPrepaid(FakeChain chain, DaemonLedger ledger) {
        this.chain = chain;
        this.ledger = ledger;
    }

    public void setClock(Clock value) {
        clock = value;
    }

    /** Of tokens given from now on. */
    public void setLife(Duration value) {
        life = value;
    }

    /** The next answer about a token that changes something gets lost. */
    public void loseReply() {
        silent = true;
    }

    /** Changes every answer about a token. The token in it is good, whatever it looks like. */
    public void lie(UnaryOperator<TokenReply> change) {
        lie = change;
    }

    /** All prepaid calls fail so, until it {@link #relent relents}. */
    public void refuseCalls(Status status) {
        callRefusal = Optional.of(status);
    }

    /**
     * What is signed in advance is taken, and the question for its token fails so. Until it {@link #relent relents}.
     */
    public void takeAndDeny(Status status) {
        denial = Optional.of(status);
    }

    /** The same of what adds to it only: the question for what is there gets its answer. */
    public void takeAndDenyBatches(Status status) {
        batchDenial = Optional.of(status);
    }

    /** What is signed in advance is taken, and answered when the latch opens. */
    public void takeAndHold(CountDownLatch latch) {
        holding = Optional.of(latch);
    }

    /** Is honest again. */
    void relent() {
        lie = UnaryOperator.identity();
        callRefusal = Optional.empty();
        denial = Optional.empty();
        batchDenial = Optional.empty();
        holding = Optional.empty();
    }

    public synchronized Cogs planned(BigInteger channel) {
        return of(planned, channel);
    }

    /** Without what was given back. */
    public synchronized Cogs used(BigInteger channel) {
        return of(used, channel).minus(of(refunded, channel));
    }

    /** As another client does that shares the channel. */
    public synchronized void use(BigInteger channel, long cogs) {
        used.merge(channel, Cogs.of(cogs), Cogs::plus);
    }

    /** As a daemon with memory storage after a restart. */
    public synchronized void forget() {
        planned.clear();
        used.clear();
        refunded.clear();
    }

    /** All tokens are of another daemon's key. */
    public synchronized void forgetTokens() {
        tokens.clear();
    }

    /** How many calls ran at once. */
    public int mostRunning() {
        return mostRunning.get();
    }

    @Override
    public void getToken(TokenRequest request, StreamObserver<TokenReply> answer) {
        Optional<CountDownLatch> latch = holding;
        Optional<TokenReply> reply = take(request, answer);
        try {
            if (latch.isPresent()) {
                latch.get().await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        reply.ifPresent(ready -> {
            answer.onNext(ready);
            answer.onCompleted();
        });
    }

    /** @return empty if the request was refused */
    private synchronized Optional<TokenReply> take(TokenRequest request, StreamObserver<TokenReply> answer) {
        BigInteger id = Cogs.ofUnsigned(request.getChannelId()).value();
        BigInteger nonce = Cogs.ofUnsigned(request.getCurrentNonce()).value();
        Cogs amount = Cogs.ofUnsigned(request.getSignedAmount());
        byte[] claim = request.getClaimSignature().toByteArray();
        boolean signed = Signatures.recover(
                        ProtocolMessages.getToken(claim, BlockNumber.of(request.getCurrentBlock())),
                        request.getSignature().toByteArray())
                .filter(World.PAYER.address()::equals)
                .isPresent();
        if (!signed) {
            refuse(answer, "incorrect signature");
            return Optional.empty();
        }
        if (Math.abs(request.getCurrentBlock() - chain.head()) > WINDOW) {
            refuse(answer, "authentication failed as the signature passed has expired");
            return Optional.empty();
        }
        Object checked = ledger.plan(id, nonce, amount, claim);
        if (checked instanceof Status refusal) {
            answer.onError(refusal.asRuntimeException());
            return Optional.empty();
        }
        Cogs added = (Cogs) checked;
        if (!added.isZero()) {
            planned.merge(id, added, Cogs::plus);
        }
        Optional<Status> denied = added.isZero() ? denial : denial.or(() -> batchDenial);
        if (denied.isPresent()) {
            answer.onError(denied.get().asRuntimeException());
            return Optional.empty();
        }
        if (!planned.containsKey(id)) {
            refuse(answer, "unable to retrieve planned Amount <nil>");
            return Optional.empty();
        }
        if (silent) {
            silent = false;
            answer.onError(
                    Status.UNAVAILABLE.withDescription("connection reset").asRuntimeException());
            return Optional.empty();
        }
        TokenReply reply = lie.apply(TokenReply.newBuilder()
                .setChannelId(request.getChannelId())
                .setToken(token(id))
                .setPlannedAmount(of(planned, id).value().longValue())
                .setUsedAmount(of(used, id).value().longValue())
                .build());
        tokens.put(reply.getToken(), clock.instant().plus(life));
        return Optional.of(reply);
    }

    private static void refuse(StreamObserver<TokenReply> answer, String text) {
        answer.onError(Status.UNKNOWN.withDescription(text).asRuntimeException());
    }

    private String token(BigInteger id) {
        Instant end = clock.instant().plus(life);
        String claims = "{\"payload\":\"" + id + "\",\"exp\":" + end.getEpochSecond() + "}";
        String token = "head."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".tail" + tokens.size();
        tokens.put(token, end);
        return token;
    }

    <Q, R> ServerCall.Listener<Q> serve(
            Cogs price, ServerCall<Q, R> call, Metadata sent, ServerCallHandler<Q, R> next) {
        BigInteger id = new BigInteger(Objects.requireNonNull(sent.get(PaymentHeaders.CHANNEL_ID)));
        Optional<Status> refusal = callRefusal.or(
                () -> begin(id, price, sent).map(text -> Status.INTERNAL.withDescription("internal error: " + text)));
        if (refusal.isPresent()) {
            call.close(refusal.get(), new Metadata());
            return new ServerCall.Listener<>() {};
        }
        mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
        AtomicBoolean ended = new AtomicBoolean();
        ServerCall<Q, R> counted = new SimpleForwardingServerCall<>(call) {
            @Override
            public void close(Status status, Metadata trailers) {
                if (ended.compareAndSet(false, true)) {
                    end(id, price, status.isOk());
                }
                super.close(status, trailers);
            }
        };
        return new SimpleForwardingServerCallListener<>(next.startCall(counted, sent)) {
            @Override
            public void onCancel() {
                if (ended.compareAndSet(false, true)) {
                    end(id, price, false);
                }
                super.onCancel();
            }
        };
    }

    private synchronized Optional<String> begin(BigInteger id, Cogs price, Metadata sent) {
        String token =
                new String(Objects.requireNonNull(sent.get(PaymentHeaders.PREPAID_TOKEN)), StandardCharsets.UTF_8);
        Instant end = tokens.get(token);
        if (end == null) {
            return Optional.of("token signature is invalid: signature is invalid");
        }
        if (!clock.instant().isBefore(end)) {
            return Optional.of("token has invalid claims: token is expired");
        }
        Cogs now = of(used, id).plus(price);
        if (now.compareTo(of(planned, id).plus(of(refunded, id))) > 0) {
            return Optional.of("Usage Exceeded on channel Id " + id);
        }
        used.put(id, now);
        return Optional.empty();
    }

    private synchronized void end(BigInteger id, Cogs price, boolean success) {
        running.decrementAndGet();
        if (!success) {
            refunded.merge(id, price, Cogs::plus);
        }
    }

    private static Cogs of(Map<BigInteger, Cogs> amounts, BigInteger id) {
        return amounts.getOrDefault(id, Cogs.ZERO);
    }
}
