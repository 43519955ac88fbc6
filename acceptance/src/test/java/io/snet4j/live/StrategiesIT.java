package io.snet4j.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.snet4j.ServiceClient;
import io.snet4j.ServiceOptions;
import io.snet4j.SnetClient;
import io.snet4j.devnet.daemon.DaemonVersion;
import io.snet4j.devnet.daemon.PrepaidUsage;
import io.snet4j.errors.PaymentException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.grpc.PaidChannel;
import io.snet4j.junit.TestSession;
import io.snet4j.payment.PaymentStrategy;
import io.snet4j.payment.SignedAmount;
import io.snet4j.toy.ToyService;
import io.snet4j.toy.Toys;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each way to pay against a daemon of the oldest and the newest release. Each test has an account of its own. */
class StrategiesIT {
    private static final Map<DaemonVersion, TestSession> NETS = new EnumMap<>(DaemonVersion.class);

    @BeforeAll
    static void start() throws IOException {
        for (DaemonVersion version : List.of(DaemonVersion.V6_0, DaemonVersion.V6_2)) {
            NETS.put(
                    version,
                    Toys.session(new ToyService())
                            .daemonVersion(version)
                            .freeCalls(3)
                            .start());
        }
    }

    @AfterAll
    static void stop() {
        NETS.values().forEach(TestSession::close);
    }

    private final List<SignedAmount> signed = new CopyOnWriteArrayList<>();

    private static TestSession net(DaemonVersion version) {
        return Objects.requireNonNull(NETS.get(version));
    }

    private SnetClient client(TestSession net, String role) {
        return net.newClient(role).onPayment(signed::add).build();
    }

    private static ServiceClient open(TestSession net, SnetClient client, PaymentStrategy strategy) {
        return client.openService(
                net.connection().orgId(),
                net.connection().serviceId(),
                ServiceOptions.builder().payment(strategy).build());
    }

    private static void call(Channel channel) {
        ClientCalls.blockingUnaryCall(
                channel,
                ToyService.SIZE,
                CallOptions.DEFAULT,
                ToyService.question().build());
    }

    private static SnetException failure(Channel channel) {
        StatusRuntimeException failure = catchThrowableOfType(StatusRuntimeException.class, () -> call(channel));
        return PaidChannel.reason(failure).orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(names = {"V6_0", "V6_2"})
    void byDefaultCallsAreFreeUntilTheyAreUsedUpAndThenPaid(DaemonVersion version) {
        TestSession net = net(version);
        try (SnetClient client = client(net, "consumer");
                ServiceClient service = net.open(client)) {
            Channel channel = PaidChannel.of(service);
            assertThat(service.group().freeCalls()).hasValue(3);
            assertThat(service.payments().freeCallsLeft()).isEqualTo(3);

            call(channel);
            call(channel);
            call(channel);
            assertThat(service.payments().freeCallsLeft()).isZero();
            assertThat(signed).isEmpty();

            call(channel);
            call(channel);
            assertThat(signed).extracting(SignedAmount::amount).containsExactly(Toys.CALL, Toys.CALL.times(2));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V6_0", "V6_2"})
    void freeCallsAloneNeverPay(DaemonVersion version) throws Exception {
        TestSession net = net(version);
        try (SnetClient client = client(net, "consumer2");
                ServiceClient service = open(net, client, PaymentStrategy.freeCalls())) {
            Channel channel = PaidChannel.of(service);

            atOnce(3, () -> call(channel));
            SnetException e = failure(channel);

            assertThat(e).isInstanceOf(PaymentException.class);
            assertThat(e.charge()).isEqualTo(Charge.NONE);
            assertThat(net.service()
                            .daemon()
                            .store()
                            .freeCallsMade(net.account("consumer2").address()))
                    .isEqualTo(3);
            assertThat(signed).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V6_0", "V6_2"})
    void sixteenThreadsSpendBatchesToTheLastCog(DaemonVersion version) throws Exception {
        TestSession net = net(version);
        Cogs batch = Toys.CALL.times(50);
        try (SnetClient client = client(net, "consumer3");
                ServiceClient service = open(net, client, PaymentStrategy.prepaid(batch))) {
            Channel channel = PaidChannel.of(service);

            atOnce(16, () -> {
                for (int i = 0; i < 25; i++) {
                    call(channel);
                }
            });

            Cogs all = Toys.CALL.times(400);
            ChannelId id = signed.get(0).channelId();
            assertThat(signed)
                    .hasSize(8)
                    .last()
                    .extracting(SignedAmount::amount)
                    .isEqualTo(all);
            assertThat(net.service().daemon().store().authorized(id)).isEqualTo(all);
            PrepaidUsage usage = net.service().daemon().store().prepaid(id).orElseThrow();
            assertThat(usage.planned()).isEqualTo(all);
            assertThat(usage.used()).isEqualTo(all);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V6_0", "V6_2"})
    void aPrepaidCallNeedsNoChainAndTheNextClientUsesWhatIsLeft(DaemonVersion version) {
        TestSession net = net(version);
        PaymentStrategy strategy = PaymentStrategy.prepaid(Toys.CALL.times(10));
        try (SnetClient client = client(net, "consumer4");
                ServiceClient service = open(net, client, strategy)) {
            Channel channel = PaidChannel.of(service);
            call(channel);
            net.faults().node().down();
            call(channel);
        } finally {
            net.faults().node().heal();
        }

        try (SnetClient client = client(net, "consumer4");
                ServiceClient service = open(net, client, strategy)) {
            call(PaidChannel.of(service));
        }

        assertThat(signed).extracting(SignedAmount::price).containsExactly(Toys.CALL.times(10), Cogs.ZERO);
        PrepaidUsage usage = net.service()
                .daemon()
                .store()
                .prepaid(signed.get(0).channelId())
                .orElseThrow();
        assertThat(usage.used()).isEqualTo(Toys.CALL.times(3));
    }

    /** Each finds the amount that the other left. */
    @ParameterizedTest
    @EnumSource(names = {"V6_0", "V6_2"})
    void prepaidAndSingleCallsShareAChannel(DaemonVersion version) {
        TestSession net = net(version);
        try (SnetClient client = client(net, "consumer5");
                ServiceClient prepaying = open(net, client, PaymentStrategy.prepaid(Cogs.of(14)));
                ServiceClient paying = open(net, client, PaymentStrategy.payPerCall())) {
            Channel prepaid = PaidChannel.of(prepaying);
            Channel single = PaidChannel.of(paying);

            call(single);
            call(prepaid);
            call(single);
            call(prepaid);
            call(prepaid);
            call(single);

            assertThat(signed)
                    .extracting(payment -> payment.amount().value().intValue())
                    .containsExactly(7, 7, 21, 28, 42, 49);
            assertThat(signed)
                    .extracting(SignedAmount::channelId)
                    .containsOnly(signed.get(0).channelId());
            assertThat(net.service().daemon().store().authorized(signed.get(0).channelId()))
                    .isEqualTo(Cogs.of(49));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V6_0", "V6_2"})
    void whatIsPrepaidOutlivesTheDaemonsProcess(DaemonVersion version) {
        TestSession net = net(version);
        try (SnetClient client = client(net, "consumer6");
                ServiceClient service = open(net, client, PaymentStrategy.prepaid(Cogs.of(70)))) {
            Channel channel = PaidChannel.of(service);
            call(channel);

            net.service().restartDaemon();

            call(channel);
            assertThat(signed).hasSize(1);
        }
    }

    private static void atOnce(int threads, Runnable work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<Object>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                all.add(Executors.callable(work));
            }
            for (Future<Object> done : pool.invokeAll(all)) {
                done.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
