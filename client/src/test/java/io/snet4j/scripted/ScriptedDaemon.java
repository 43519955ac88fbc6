package io.snet4j.scripted;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.snet4j.internal.loop.PaymentHeaders;
import io.snet4j.scripted.DaemonLedger.Paid;
import io.snet4j.testing.FakeChain;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import io.snet4j.wire.escrow.PaymentChannelStateServiceGrpc;
import io.snet4j.wire.escrow.StateServiceProto.ChannelStateReply;
import io.snet4j.wire.escrow.StateServiceProto.ChannelStateRequest;
import io.snet4j.wire.training.TrainingDaemonProto.CommonRequest;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A daemon on a free port of this machine: real checks, and faults on demand. */
public final class ScriptedDaemon implements AutoCloseable {
    /** What to do instead of answering. */
    public enum Silence {
        BEFORE_COMMIT,
        AFTER_COMMIT
    }

    private final FakeChain chain;
    private final DaemonLedger ledger;
    private final ScriptedTraining training;
    private final ScriptedFreeCalls freeCalls;
    private final ScriptedPrepaid prepaid;
    private final Server server;
    private final Wiretap wiretap = new Wiretap();
    private final Garble garble = new Garble();
    private final Map<String, Deque<Status>> refusals = new ConcurrentHashMap<>();
    private final Map<String, Status> endless = new ConcurrentHashMap<>();
    private final Map<String, Status> kept = new ConcurrentHashMap<>();
    private final Map<String, Theft> stealing = new ConcurrentHashMap<>();
    private final Set<String> beginning = ConcurrentHashMap.newKeySet();
    private final AtomicInteger thefts = new AtomicInteger();
    private final Semaphore goneCalls = new Semaphore(0);
    private final Map<String, Silence> silences = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final Set<String> hanging = ConcurrentHashMap.newKeySet();
    private final Set<String> withheld = ConcurrentHashMap.newKeySet();
    private final Map<String, Semaphore> arrivals = new ConcurrentHashMap<>();
    private final Map<String, Semaphore> cancels = new ConcurrentHashMap<>();
    private final Queue<String> paidFor = new ConcurrentLinkedQueue<>();
    private final Map<String, Metadata> headers = new ConcurrentHashMap<>();
    private final CountDownLatch silent = new CountDownLatch(1);
    private volatile UnaryOperator<ChannelStateReply> lie = UnaryOperator.identity();
    private volatile boolean takesPayments = true;
    private volatile Cogs callPrice = Cogs.of(3);

    public ScriptedDaemon(FakeChain chain) throws IOException {
        this.chain = chain;
        ledger = new DaemonLedger(chain);
        training = new ScriptedTraining(chain);
        freeCalls = new ScriptedFreeCalls(chain);
        prepaid = new ScriptedPrepaid(chain, ledger);
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .addService(garble.wrap(new States()))
                .addService(garble.wrap(training))
                .addService(garble.wrap(freeCalls))
                .addService(garble.wrap(prepaid))
                .addService(garble.wrap(Echo.service()))
                .intercept(new Payments())
                .intercept(new Faults())
                .intercept(wiretap)
                .maxInboundMessageSize(4 << 20)
                .flowControlWindow(65_535) // as Go begins with: a slow daemon slows the client
                .build()
                .start();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    public DaemonLedger ledger() {
        return ledger;
    }

    public ScriptedTraining training() {
        return training;
    }

    public ScriptedFreeCalls freeCalls() {
        return freeCalls;
    }

    public ScriptedPrepaid prepaid() {
        return prepaid;
    }

    /** Everything that came. */
    public Wiretap wiretap() {
        return wiretap;
    }

    /** False for one that lets every call pass and answers about no channel, whatever comes with a call. */
    public void setTakesPayments(boolean takes) {
        takesPayments = takes;
    }

    public void setCallPrice(Cogs price) {
        callPrice = price;
    }

    /** The next calls of a method fail so, one after the other. */
    public void refuse(String method, Status... statuses) {
        refusals.computeIfAbsent(method, key -> new ArrayDeque<>()).addAll(List.of(statuses));
    }

    /** All calls of a method fail so, until it {@link #relent relents}. */
    public void refuseAlways(String method, Status status) {
        endless.put(method, status);
    }

    /** Calls of a method, paid well, fail so; the payment is kept. Until it {@link #relent relents}. */
    public void refuseAndKeep(String method, Status status) {
        kept.put(method, status);
    }

    /**
     * Calls of a method, paid well, fail so, and a claim of what was signed is mined before that. Until it {@link
     * #relent relents}.
     */
    public void refuseAndClaim(String method, Status status) {
        stealing.put(method, new Theft(status, false));
    }

    /** As {@link #refuseAndClaim}, of each second call only: the first time a call comes, not when it is renewed. */
    public void refuseAndClaimAndServeTheNext(String method, Status status) {
        stealing.put(method, new Theft(status, true));
    }

    /** As {@link #refuseAndClaimAndServeTheNext}, but the claim is only begun. */
    public void refuseAndBeginClaimAndServeTheNext(String method, Status status) {
        beginning.add(method);
        stealing.put(method, new Theft(status, true));
    }

    /** The answers of a method are these bytes, whatever it did, until it {@link #relent relents}. */
    public void garble(String method, byte[] answer) {
        garble.put(method, answer);
    }

    /** A method that is paid says that all went well, and sends no answer. Until it {@link #relent relents}. */
    public void withhold(String method) {
        withheld.add(method);
    }

    /** Is honest again. */
    public void relent() {
        garble.clear();
        withheld.clear();
        refusals.clear();
        endless.clear();
        kept.clear();
        stealing.clear();
        beginning.clear();
        lie = UnaryOperator.identity();
        prepaid.relent();
        freeCalls.relent();
    }

    /** The next paid call of a method gets no answer. */
    public void silence(String method, Silence when) {
        silences.put(method, when);
    }

    /** From now on the method is not answered. */
    public void hang(String method) {
        hanging.add(method);
    }

    /** Returns when a call has come that hangs. */
    public void awaitHanging(String method) throws InterruptedException {
        arrivals(method).acquire();
    }

    private Semaphore arrivals(String method) {
        return arrivals.computeIfAbsent(method, key -> new Semaphore(0));
    }

    /** Returns when a call that hangs was cancelled by its caller. */
    public void awaitCancel(String method) throws InterruptedException {
        cancels(method).acquire();
    }

    private Semaphore cancels(String method) {
        return cancels.computeIfAbsent(method, key -> new Semaphore(0));
    }

    /** For each call that trains: the model that was paid for, and the one that was asked for. */
    public List<String> paidFor() {
        return List.copyOf(paidFor);
    }

    /** Returns when a call has come to where it gets no answer. */
    public void awaitSilence() throws InterruptedException {
        silent.await();
    }

    /** Returns when it knows that a call which it has not answered is gone, and has set its channel free. */
    public void awaitGoneCall() throws InterruptedException {
        goneCalls.acquire();
    }

    /** Changes every answer about channels. */
    public void lie(UnaryOperator<ChannelStateReply> change) {
        lie = change;
    }

    public int calls(String method) {
        return Optional.ofNullable(calls.get(method)).map(AtomicInteger::get).orElse(0);
    }

    /** Of all methods. */
    public int allCalls() {
        return calls.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    public Metadata headersOf(String method) {
        return Optional.ofNullable(headers.get(method)).orElseThrow();
    }

    @Override
    public void close() {
        server.shutdownNow();
        try {
            server.awaitTermination();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Theft(Status status, boolean everySecond) {}

    private static String name(ServerCall<?, ?> call) {
        String full = call.getMethodDescriptor().getFullMethodName();
        return full.substring(full.indexOf('/') + 1);
    }

    private final class Faults implements ServerInterceptor {
        @Override
        public <Q, R> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, R> call, Metadata sent, ServerCallHandler<Q, R> next) {
            String name = name(call);
            calls.computeIfAbsent(name, key -> new AtomicInteger()).incrementAndGet();
            headers.put(name, sent);
            Deque<Status> refused = refusals.get(name);
            Status once = refused == null ? null : refused.poll();
            Status status = once == null ? endless.get(name) : once;
            if (status != null) {
                call.close(status, new Metadata());
                return new ServerCall.Listener<>() {};
            }
            if (hanging.contains(name)) {
                arrivals(name).release();
                return new ServerCall.Listener<>() {
                    @Override
                    public void onCancel() {
                        cancels(name).release();
                    }
                };
            }
            return next.startCall(call, sent);
        }
    }

    /** Lock, check, work, then commit or roll back. */
    private final class Payments implements ServerInterceptor {
        @Override
        public <Q, R> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, R> call, Metadata sent, ServerCallHandler<Q, R> next) {
            String name = name(call);
            Optional<Cogs> price = price(name, call, sent);
            if (price.isEmpty() || !takesPayments) {
                return next.startCall(call, sent);
            }
            String type = Optional.ofNullable(sent.get(PaymentHeaders.TYPE)).orElse("escrow");
            if (type.equals("free-call")) {
                return freeCalls.serve(call, sent, next);
            }
            if (type.equals("prepaid-call")) {
                return prepaid.serve(price.get(), call, sent, next);
            }
            if (sent.get(PaymentHeaders.CHANNEL_ID) == null) {
                call.close(
                        Status.INVALID_ARGUMENT.withDescription("missing \"snet-payment-channel-id\""), new Metadata());
                return new ServerCall.Listener<>() {};
            }
            Object checked = ledger.check(sent, price.get());
            if (checked instanceof Status status) {
                call.close(status, new Metadata());
                return new ServerCall.Listener<>() {};
            }
            Paid paid = (Paid) checked;
            Theft theft = stealing.get(name);
            if (theft != null && (!theft.everySecond || thefts.getAndIncrement() % 2 == 0)) {
                ledger.unlock(paid.channel());
                if (beginning.contains(name)) {
                    ledger.commit(paid);
                    ledger.startClaim(paid.channel());
                } else {
                    chain.claim(ChannelId.of(paid.channel()), paid.amount());
                }
                call.close(theft.status, new Metadata());
                return new ServerCall.Listener<>() {};
            }
            Status refusal = kept.get(name);
            if (refusal != null) {
                ledger.commit(paid);
                ledger.unlock(paid.channel());
                call.close(refusal, new Metadata());
                return new ServerCall.Listener<>() {};
            }
            return new Settling<>(name, paid, call).listen(sent, next);
        }

        private Optional<Cogs> price(String name, ServerCall<?, ?> call, Metadata sent) {
            String model =
                    Optional.ofNullable(sent.get(PaymentHeaders.MODEL_ID)).orElse("");
            return switch (name) {
                case "train_model" -> training.trainPrice(model);
                case "validate_model", "upload_and_validate" -> training.validatePrice(model);
                default ->
                    call.getMethodDescriptor().getFullMethodName().startsWith(Echo.SERVICE)
                            ? Optional.of(callPrice)
                            : Optional.empty();
            };
        }
    }

    private final class Settling<Q, R> extends SimpleForwardingServerCall<Q, R> {
        private final String name;
        private final Paid paid;
        private final AtomicBoolean ended = new AtomicBoolean();

        private Settling(String name, Paid paid, ServerCall<Q, R> call) {
            super(call);
            this.name = name;
            this.paid = paid;
        }

        ServerCall.Listener<Q> listen(Metadata sent, ServerCallHandler<Q, R> next) {
            return new SimpleForwardingServerCallListener<>(next.startCall(this, sent)) {
                @Override
                public void onMessage(Q message) {
                    if (message instanceof CommonRequest request) {
                        paidFor.add(sent.get(PaymentHeaders.MODEL_ID) + " for " + request.getModelId());
                    }
                    super.onMessage(message);
                }

                @Override
                public void onCancel() {
                    if (ended.compareAndSet(false, true)) {
                        ledger.unlock(paid.channel());
                        goneCalls.release();
                    }
                    super.onCancel();
                }
            };
        }

        @Override
        public void sendMessage(R message) {
            if (!silences.containsKey(name) && !withheld.contains(name)) {
                super.sendMessage(message);
            }
        }

        @Override
        public void close(Status status, Metadata trailers) {
            Silence silence = silences.remove(name);
            if (silence == Silence.BEFORE_COMMIT) {
                silent.countDown();
                return;
            }
            if (ended.compareAndSet(false, true)) {
                if (status.isOk()) {
                    ledger.commit(paid);
                }
                ledger.unlock(paid.channel());
            }
            if (silence == Silence.AFTER_COMMIT) {
                silent.countDown();
            } else {
                super.close(status, trailers);
            }
        }
    }

    private final class States extends PaymentChannelStateServiceGrpc.PaymentChannelStateServiceImplBase {
        @Override
        public void getChannelState(ChannelStateRequest request, StreamObserver<ChannelStateReply> reply) {
            BigInteger id = new BigInteger(1, request.getChannelId().toByteArray());
            reply.onNext(takesPayments ? lie.apply(ledger.state(id)) : ChannelStateReply.getDefaultInstance());
            reply.onCompleted();
        }
    }
}
