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
import io.snet4j.errors.PaymentOutcomeUnknownException;
import io.snet4j.errors.ServiceCallException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.explore.RandomTest;
import io.snet4j.grpc.PaidChannel;
import io.snet4j.live.ClientNet;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.provider.ProviderClaims;
import io.snet4j.toy.Good;
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
        try (ClientNet net = ClientNet.ofReplicas()) {
            AtomicInteger orders = new AtomicInteger();
            net.service.onOrder(() -> {
                if (orders.incrementAndGet() == killAt) {
                    net.kill(victim);
                }
            });
            List<Outcome> outcomes;
            try (SnetClient client = net.client("consumer")
                            .spendingLimit(SpendingLimit.builder()
                                    .channelDeposit(DEPOSIT)
                                    .total(PRICE.times(CALLS / 2))
                                    .build())
                            .build();
                    ServiceClient service =
                            client.openService(net.net().orgId(), net.net().serviceId())) {
                outcomes = call(service);
            }

            assertThat(orders).hasValueGreaterThanOrEqualTo(killAt);
            List<Outcome> failed =
                    outcomes.stream().filter(outcome -> !outcome.answered()).toList();
            // One call at a time per channel, and one channel until a second one is needed. What was in flight was not
            // committed by the one that died.
            assertThat(failed).hasSize(victim == 0 ? 1 : 0);
            assertThat(failed).extracting(Outcome::charge).allMatch(Charge.NONE::equals);
            theBooksBalance(net, victim, outcomes, victim == 0 ? 2 : 1);
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

    private static void theBooksBalance(ClientNet net, int victim, List<Outcome> outcomes, int channels) {
        Cogs answered = PRICE.times(outcomes.stream().filter(Outcome::answered).count());
        List<PaymentChannel> opened = net
                .escrow
                .channelsOpened(
                        net.account("consumer").address(),
                        net.provider().address(),
                        net.net().groupId(),
                        0,
                        net.chain.blockNumber())
                .stream()
                .map(log -> net.escrow.channel(log.channel().id()).orElseThrow())
                .toList();
        assertThat(opened).hasSize(channels);
        Cogs authorized = opened.stream()
                .map(channel -> net.store().authorized(channel.id()))
                .reduce(Cogs.ZERO, Cogs::plus);
        assertThat(authorized).as("paid once each").isEqualTo(answered);

        // The daemon that died left its channel locked, and nobody else takes that off.
        if (channels > 1) {
            try (ProviderClaims claims = claims(net, victim)) {
                assertThatThrownBy(() -> claims.claim(opened.get(0).id())).hasMessageContaining("another transaction");
            }
        }
        opened.forEach(channel -> net.store().unlockByHand(channel.id()));
        try (ProviderClaims claims = claims(net, victim)) {
            claims.listUnclaimed().forEach(payment -> claims.claim(payment.channelId()));
        }
        assertThat(net.escrow.balance(net.provider().address())).isEqualTo(answered);
    }

    /** By the daemon that still lives. */
    private static ProviderClaims claims(ClientNet net, int victim) {
        return net.claims(victim == 0 ? 1 : 0);
    }
}
