package io.snet4j.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.StringValue;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import io.snet4j.errors.ChainException;
import io.snet4j.errors.PriceChangedException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.errors.SpendingLimitException;
import io.snet4j.internal.loop.PaymentHeaders;
import io.snet4j.scripted.Echo;
import io.snet4j.scripted.ScriptedDaemon.Silence;
import io.snet4j.scripted.World;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PaidChannelTest {
    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    private static StringValue text(String value) {
        return StringValue.of(value);
    }

    private String unary(Channel channel, String value) {
        return ClientCalls.blockingUnaryCall(channel, Echo.UNARY, CallOptions.DEFAULT, text(value))
                .getValue();
    }

    private Channel channel() {
        return PaidChannel.of(world.client());
    }

    private SnetException reason(Throwable failure) {
        return PaidChannel.reason(failure).orElseThrow();
    }

    /** What a client- or bidirectional-streaming call answers. */
    private static final class Answers implements StreamObserver<StringValue> {
        private final List<String> values = new ArrayList<>();
        private final CompletableFuture<List<String>> all = new CompletableFuture<>();

        @Override
        public void onNext(StringValue value) {
            values.add(value.getValue());
        }

        @Override
        public void onError(Throwable failure) {
            all.completeExceptionally(failure);
        }

        @Override
        public void onCompleted() {
            all.complete(values);
        }
    }

    @Test
    void aUnaryCallIsPaidByEscrowWithThePriceOfTheMetadata() {
        ChannelId id = world.openChannel(100);

        assertThat(unary(channel(), "hello")).isEqualTo("hello");

        assertThat(world.daemon.headersOf("Unary").get(PaymentHeaders.TYPE)).isEqualTo("escrow");
        assertThat(world.daemon.headersOf("Unary").containsKey(PaymentHeaders.MODEL_ID))
                .isFalse();
        assertThat(world.daemon.ledger().signed(id.value())).isEqualTo(Cogs.of(3));
        assertThat(world.settled).containsExactly(Charge.CHARGED);
    }

    @Test
    void streamsOfEveryKindArePaidOnce() {
        ChannelId id = world.openChannel(100);
        Channel channel = channel();

        Iterator<StringValue> both =
                ClientCalls.blockingServerStreamingCall(channel, Echo.SERVER, CallOptions.DEFAULT, text("x"));
        List<String> received = new ArrayList<>();
        both.forEachRemaining(value -> received.add(value.getValue()));
        Answers collected = send(channel, Echo.CLIENT, "a", "b");
        assertThat(collected.all.join()).containsExactly("ab");
        Answers echoed = send(channel, Echo.BOTH, "c", "d");
        assertThat(echoed.all.join()).containsExactly("c", "d");

        assertThat(received).containsExactly("x", "x");
        assertThat(world.daemon.ledger().signed(id.value())).isEqualTo(Cogs.of(9));
    }

    private Answers send(Channel channel, MethodDescriptor<StringValue, StringValue> method, String... values) {
        Answers answers = new Answers();
        StreamObserver<StringValue> requests = method.getType() == MethodDescriptor.MethodType.BIDI_STREAMING
                ? ClientCalls.asyncBidiStreamingCall(channel.newCall(method, CallOptions.DEFAULT), answers)
                : ClientCalls.asyncClientStreamingCall(channel.newCall(method, CallOptions.DEFAULT), answers);
        for (String value : values) {
            requests.onNext(text(value));
        }
        requests.onCompleted();
        return answers;
    }

    @Test
    void manyCallsAtOnceQueueOnOneChannelAndEachPaysItsPrice() throws Exception {
        ChannelId id = world.openChannel(10_000);
        Channel channel = channel();

        List<Future<StringValue>> calls = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            calls.add(ClientCalls.futureUnaryCall(channel.newCall(Echo.UNARY, CallOptions.DEFAULT), text("call " + i)));
        }

        for (int i = 0; i < calls.size(); i++) {
            assertThat(calls.get(i).get().getValue()).isEqualTo("call " + i);
        }
        assertThat(world.daemon.ledger().signed(id.value())).isEqualTo(Cogs.of(600));
        assertThat(world.signed).hasSize(200);
    }

    @Test
    void aStaleNonceIsLearntAndTheUnaryCallRepeated() {
        ChannelId id = world.openChannel(100);
        Channel channel = channel();
        unary(channel, "one");
        world.chain.claim(id, world.daemon.ledger().startClaim(id.value()));

        assertThat(unary(channel, "two")).isEqualTo("two");

        assertThat(world.signed)
                .extracting(payment -> payment.nonce() + ":" + payment.amount().value())
                .containsExactly("0:3", "0:6", "1:3");
    }

    @Test
    void theProvidersOwnFailureKeepsItsStatusAndCostsNothing() {
        ChannelId id = world.openChannel(100);
        Channel channel = channel();

        StatusRuntimeException e = catchThrowableOfType(StatusRuntimeException.class, () -> unary(channel, "fail"));

        assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
        assertThat(e.getStatus().getDescription()).isEqualTo("the provider's own words");
        assertThat(reason(e).charge()).isEqualTo(Charge.NONE);
        unary(channel, "well");
        assertThat(world.daemon.ledger().signed(id.value())).isEqualTo(Cogs.of(3));
    }

    @Test
    void aDifferentPriceIsReportedAndNotPaid() {
        world.openChannel(100);
        world.daemon.setCallPrice(Cogs.of(30));
        Channel channel = channel();

        StatusRuntimeException e = catchThrowableOfType(StatusRuntimeException.class, () -> unary(channel, "x"));

        assertThat(reason(e)).isInstanceOf(PriceChangedException.class);
        assertThat(world.signed).hasSize(1);
    }

    @Test
    void whatStandsInTheWayOfThePaymentIsTheCausesOfTheStatus() {
        Channel channel = channel();

        StatusRuntimeException e = catchThrowableOfType(StatusRuntimeException.class, () -> unary(channel, "x"));

        assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(reason(e)).isInstanceOf(SpendingLimitException.class);
    }

    @Test
    void aLostReplyIsSettledBeforeTheNextCallSigns() throws InterruptedException {
        ChannelId id = world.openChannel(100);
        Channel channel = channel();
        world.daemon.silence("Unary", Silence.AFTER_COMMIT);
        Future<StringValue> lost =
                ClientCalls.futureUnaryCall(channel.newCall(Echo.UNARY, CallOptions.DEFAULT), text("x"));
        world.daemon.awaitSilence();

        lost.cancel(true);
        unary(channel, "y");

        assertThat(world.settled).containsExactly(Charge.CHARGED, Charge.CHARGED);
        assertThat(world.daemon.ledger().signed(id.value())).isEqualTo(Cogs.of(6));
    }

    @Test
    void aCallThatWaitsForItsTurnCanBeCancelled() {
        world.openChannel(100);
        Channel channel = channel();
        Answers holder = new Answers();
        StreamObserver<StringValue> stream =
                ClientCalls.asyncBidiStreamingCall(channel.newCall(Echo.BOTH, CallOptions.DEFAULT), holder);
        Future<StringValue> waiting =
                ClientCalls.futureUnaryCall(channel.newCall(Echo.UNARY, CallOptions.DEFAULT), text("never"));

        waiting.cancel(true);
        stream.onNext(text("held"));
        stream.onCompleted();

        assertThat(holder.all.join()).containsExactly("held");
        assertThat(unary(channel, "after")).isEqualTo("after");
        assertThat(world.daemon.calls("Unary")).isEqualTo(1);
        assertThat(world.signed).hasSize(2);
    }

    @Test
    void aCallWhoseTurnDoesNotComeInTimeEndsWithItsDeadlineAndSignsNothing() {
        world.openChannel(100);
        Channel channel = channel();
        Answers holder = new Answers();
        StreamObserver<StringValue> stream =
                ClientCalls.asyncBidiStreamingCall(channel.newCall(Echo.BOTH, CallOptions.DEFAULT), holder);
        stream.onNext(text("held"));

        CallOptions soon = CallOptions.DEFAULT.withDeadlineAfter(Duration.ofMillis(300));
        StatusRuntimeException e = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> ClientCalls.blockingUnaryCall(channel, Echo.UNARY, soon, text("late")));

        assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        assertThat(reason(e).charge()).isEqualTo(Charge.NONE);
        stream.onCompleted();
        holder.all.join();
        assertThat(world.signed).hasSize(1);
    }

    @Test
    void aClosedServiceEndsWhatWaits() {
        world.openChannel(100);
        World.Client client = world.client();
        Channel channel = PaidChannel.of(client);
        Answers holder = new Answers();
        ClientCalls.asyncBidiStreamingCall(channel.newCall(Echo.BOTH, CallOptions.DEFAULT), holder)
                .onNext(text("held"));
        Future<StringValue> waiting =
                ClientCalls.futureUnaryCall(channel.newCall(Echo.UNARY, CallOptions.DEFAULT), text("never"));

        client.close();

        assertThatThrownBy(waiting::get).hasMessageContaining("closed");
        assertThatThrownBy(holder.all::join).hasCauseInstanceOf(StatusRuntimeException.class);
    }

    private static Status staleNonce() {
        return Status.UNKNOWN.withDescription("incorrect payment channel nonce, latest: 1, sent: 0");
    }

    @Test
    void aNodeThatFailsWhileACallRecoversDoesNotKeepTheChannel() {
        world.openChannel(100);
        Channel channel = channel();
        unary(channel, "one");

        world.daemon.refuse("Unary", staleNonce());
        world.beforeSigned(() -> world.chain.setDown(true));
        assertThatThrownBy(() -> unary(channel, "two"))
                .satisfies(e -> assertThat(reason(e)).isInstanceOf(ChainException.class));

        world.beforeSigned(() -> {});
        world.chain.setDown(false);
        assertThat(unary(channel, "three")).isEqualTo("three");
    }

    @Test
    void aCallThatIsCancelledWhileItRecoversIsNotSentAgain() throws Exception {
        world.openChannel(100);
        Channel channel = channel();
        unary(channel, "one");
        int sent = world.daemon.calls("Unary");

        world.daemon.refuse("Unary", staleNonce());
        CompletableFuture<Future<StringValue>> call = new CompletableFuture<>();
        AtomicInteger signatures = new AtomicInteger();
        world.beforeSigned(() -> {
            if (signatures.incrementAndGet() == 2) {
                call.join().cancel(true);
            }
        });
        call.complete(ClientCalls.futureUnaryCall(channel.newCall(Echo.UNARY, CallOptions.DEFAULT), text("two")));

        assertThatThrownBy(() -> call.join().get()).isInstanceOf(CancellationException.class);
        world.beforeSigned(() -> {});
        assertThat(unary(channel, "three")).isEqualTo("three");
        assertThat(world.daemon.calls("Unary")).isEqualTo(sent + 2);
    }
}
