package io.snet4j.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.devnet.daemon.DaemonVersion;
import io.snet4j.errors.PaymentOutcomeUnknownException;
import io.snet4j.errors.ServiceCallException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.explore.RandomTest;
import io.snet4j.grpc.PaidChannel;
import io.snet4j.junit.TestSession;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.provider.ProviderClaims;
import io.snet4j.toy.Good;
import io.snet4j.toy.OnChain;
import io.snet4j.toy.ToyService;
import io.snet4j.toy.Toys;
import io.snet4j.value.Cogs;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A group of three daemons loses one while it works. */
class ReplicaSetIT {
    private static final int REPLICAS = 3;
    private static final int THREADS = 8;
    private static final int CALLS = 1_000;
    private static final Cogs PRICE = Good.LOAF.price();
    private static final Cogs DEPOSIT = PRICE.times(CALLS);

    /** How one paid call ended. */
    private record Outcome(Charge charge, boolean answered) {}

    @Tag("explore")
    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void aDaemonThatIsKilledCostsNoUnpaidCallAndNoMoney() {
        RandomTest.REPLICA_KILLS.run((seed, random) ->
                kill((int) Math.floorMod(seed, (long) REPLICAS), 50 + random.nextInt(CALLS / 2 - 100)));
    }

    private static void kill(int victim, int killAt) throws Exception {
        ToyService toy = ToyService.withGoods();
        try (TestSession net = Toys.alone(toy)
                        .daemonVersion(DaemonVersion.V6_2)
                        .expirationThreshold(Shop.THRESHOLD)
                        .start();
                Replicas replicas = new Replicas(net, toy, REPLICAS)) {
            AtomicInteger orders = new AtomicInteger();
            toy.onOrder(() -> {
                if (orders.incrementAndGet() == killAt) {
                    replicas.kill(victim);
                }
            });
            List<Outcome> outcomes;
            try (SnetClient client = net.newClient("consumer")
                            .spendingLimit(SpendingLimit.builder()
                                    .channelDeposit(DEPOSIT)
                                    .total(PRICE.times(CALLS / 2))
                                    .build())
                            .build();
                    ServiceClient service = net.open(client)) {
                outcomes = call(service);
            }

            assertThat(orders).hasValueGreaterThanOrEqualTo(killAt);
            List<Outcome> failed =
                    outcomes.stream().filter(outcome -> !outcome.answered()).toList();
            // One call at a time per channel, and one channel until a second one is needed. What was in flight was not
            // committed by the one that died.
            assertThat(failed).hasSize(victim == 0 ? 1 : 0);
            assertThat(failed).extracting(Outcome::charge).allMatch(Charge.NONE::equals);
            theBooksBalance(net, replicas.claims(victim == 0 ? 1 : 0), outcomes, victim == 0 ? 2 : 1);
        }
    }

    /** Half of the calls are free, half are paid, from several threads. A free call that fails fails the test. */
    private static List<Outcome> call(ServiceClient service) throws Exception {
        Channel paid = PaidChannel.of(service);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Outcome>> calls = new ArrayList<>();
            for (int i = 0; i < CALLS / 2; i++) {
                calls.add(threads.submit(() -> {
                    service.training().getTrainingMetadata();
                    return pay(paid);
                }));
            }
            List<Outcome> outcomes = new ArrayList<>();
            for (Future<Outcome> call : calls) {
                outcomes.add(call.get());
            }
            return outcomes;
        } finally {
            threads.shutdownNow();
        }
    }

    private static Outcome pay(Channel channel) {
        try {
            ClientCalls.blockingUnaryCall(channel, Good.LOAF.method(), CallOptions.DEFAULT, Good.order(false));
            return new Outcome(Charge.CHARGED, true);
        } catch (StatusRuntimeException e) {
            SnetException reason = PaidChannel.reason(e).orElseThrow(() -> e);
            assertThat(reason)
                    .satisfiesAnyOf(
                            known -> assertThat(known).isInstanceOf(PaymentOutcomeUnknownException.class),
                            known -> assertThat(known).isInstanceOf(ServiceCallException.class));
            return new Outcome(reason.charge(), false);
        }
    }

    private static void theBooksBalance(TestSession net, ProviderClaims living, List<Outcome> outcomes, int channels) {
        Cogs answered = PRICE.times(outcomes.stream().filter(Outcome::answered).count());
        OnChain onChain = new OnChain(net);
        List<PaymentChannel> opened = onChain.channels(net.account("consumer").address());
        assertThat(opened).hasSize(channels);
        Cogs authorized = opened.stream()
                .map(channel -> net.service().daemon().store().authorized(channel.id()))
                .reduce(Cogs.ZERO, Cogs::plus);
        assertThat(authorized).as("paid once each").isEqualTo(answered);

        try (ProviderClaims claims = living) {
            // The daemon that died left its channel locked, and nobody else takes that off.
            if (channels > 1) {
                assertThatThrownBy(() -> claims.claim(opened.get(0).id())).hasMessageContaining("another transaction");
            }
            opened.forEach(channel -> net.service().daemon().store().unlockByHand(channel.id()));
            claims.listUnclaimed().forEach(payment -> claims.claim(payment.channelId()));
        }
        assertThat(onChain.escrow.balance(onChain.provider().address())).isEqualTo(answered);
    }
}
