package io.snet4j.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.stub.ClientCalls;
import io.snet4j.JsonCall;
import io.snet4j.ServiceClient;
import io.snet4j.ServiceOptions;
import io.snet4j.SnetClient;
import io.snet4j.devnet.daemon.DaemonVersion;
import io.snet4j.errors.PaymentException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.errors.TrainingUnavailableException;
import io.snet4j.grpc.PaidChannel;
import io.snet4j.junit.TestSession;
import io.snet4j.observe.Call;
import io.snet4j.observe.Request.Kind;
import io.snet4j.observe.SnetListener;
import io.snet4j.payment.ChannelDeposit;
import io.snet4j.payment.PaymentListener;
import io.snet4j.payment.PaymentPlan;
import io.snet4j.payment.PaymentStrategy;
import io.snet4j.payment.SignedAmount;
import io.snet4j.payment.UnpaidCall;
import io.snet4j.toy.ToyService;
import io.snet4j.toy.Toys;
import io.snet4j.training.NewModel;
import io.snet4j.training.Training;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A daemon whose blockchain is switched off: it serves whoever calls, and answers every question of money with nothing.
 */
class UnpaidIT {
    private static final List<TestSession> NETS = new ArrayList<>();

    private final TestSession net = NETS.get(0);

    private final List<SignedAmount> signed = new CopyOnWriteArrayList<>();
    private final List<ChannelDeposit> deposits = new CopyOnWriteArrayList<>();
    private final List<UnpaidCall> unpaid = new CopyOnWriteArrayList<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final SnetClient client = net.newClient("consumer")
            .onPayment(new PaymentListener() {
                @Override
                public void onSigned(SignedAmount payment) {
                    signed.add(payment);
                }

                @Override
                public void onDeposit(ChannelDeposit deposit) {
                    deposits.add(deposit);
                }

                @Override
                public void onUnpaid(UnpaidCall call) {
                    unpaid.add(call);
                }
            })
            .listener(new SnetListener() {
                @Override
                public void onCall(Call call) {
                    calls.add(call);
                }
            })
            .build();

    @BeforeAll
    static void start() throws IOException {
        TestSession off = Toys.session(new ToyService())
                .daemonVersion(DaemonVersion.V6_2)
                .freeCalls(3)
                .start();
        NETS.add(off);
        off.service().stopDaemon();
        off.service().startUnpaidDaemon();
    }

    @AfterAll
    static void stop() {
        NETS.forEach(TestSession::close);
    }

    @AfterEach
    void close() {
        client.close();
        assertThat(signed).isEmpty();
        assertThat(deposits).isEmpty();
        assertThat(client.requests().of(Kind.CHAIN)).doesNotContainKey("eth_sendRawTransaction");
    }

    private ServiceClient open(PaymentStrategy strategy) {
        return client.openService(
                net.connection().orgId(),
                net.connection().serviceId(),
                ServiceOptions.builder().payment(strategy).build());
    }

    static Stream<PaymentStrategy> strategies() {
        return Stream.of(
                PaymentStrategy.automatic(),
                PaymentStrategy.automatic().prepaid(Cogs.of(70)),
                PaymentStrategy.payPerCall(),
                PaymentStrategy.prepaid(Cogs.of(70)),
                PaymentStrategy.freeCalls());
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void callsCostOneRequestEachAndOnePageBeforeTheFirst(PaymentStrategy strategy) {
        try (ServiceClient service = open(strategy)) {
            Channel channel = PaidChannel.of(service);

            for (int i = 0; i < 3; i++) {
                ClientCalls.blockingUnaryCall(
                        channel,
                        ToyService.SIZE,
                        CallOptions.DEFAULT,
                        ToyService.question().build());
            }

            assertThat(client.requests().of(Kind.DAEMON))
                    .containsOnly(Map.entry("heartbeat", 1L), Map.entry("toy.Toy/size", 3L));
            assertThat(calls).hasSize(3).extracting(Call::charge).containsOnly(Charge.NONE);
            assertThat(unpaid).hasSize(3).allSatisfy(call -> {
                assertThat(call.method()).isEqualTo("toy.Toy/size");
                assertThat(call.price()).isEqualTo(Toys.CALL);
                assertThat(call.daemon()).isEqualTo(net.connection().daemonUrl());
            });
        }
    }

    @Test
    void callsInJsonGoUnpaidToo() {
        try (ServiceClient service = open(PaymentStrategy.automatic())) {
            service.call("Toy/size", "{}");
            service.callAsync(JsonCall.of("Toy/size", "{}")).join();

            assertThat(unpaid).hasSize(2);
        }
    }

    @Test
    void aDaemonWithoutAChainHasNoTraining() {
        try (ServiceClient service = open(PaymentStrategy.automatic())) {
            Training training = service.training();

            assertThatThrownBy(() -> training.createModel(NewModel.of("size", "mine")))
                    .isInstanceOf(TrainingUnavailableException.class);
            assertThat(unpaid).isEmpty();
        }
    }

    @Test
    void aPlanSaysThatNothingWouldBePaid() {
        try (ServiceClient service = open(PaymentStrategy.automatic())) {
            PaymentPlan plan = service.payments().plan(Toys.CALL);

            assertThat(plan.unpaid()).get().asString().contains("takes no payment");
            assertThat(plan.transactions()).isEmpty();
            assertThat(plan.deposit()).isEqualTo(Cogs.ZERO);
            assertThat(plan.obstacle()).isEmpty();
        }
    }

    @Test
    void whatOnlyAPaidCallNeedsIsNotDoneAndTheErrorSaysWhy() {
        try (ServiceClient service = open(PaymentStrategy.automatic())) {
            assertThatThrownBy(() -> service.payments().ensureChannel(Toys.CALL))
                    .isExactlyInstanceOf(PaymentException.class)
                    .hasMessageContaining("takes no payment")
                    .hasMessageContaining("openChannel");
            assertThatThrownBy(() -> service.payments().channelStates())
                    .isExactlyInstanceOf(PaymentException.class)
                    .hasMessageContaining("channels");
            assertThatThrownBy(() -> service.payments().freeCallsLeft())
                    .isExactlyInstanceOf(PaymentException.class)
                    .hasMessageContaining("takes no payment");
            assertThat(client.requests().of(Kind.DAEMON)).containsOnlyKeys("heartbeat");
        }
    }
}
