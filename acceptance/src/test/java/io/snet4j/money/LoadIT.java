package io.snet4j.money;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.stub.ClientCalls;
import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.explore.RandomTest;
import io.snet4j.grpc.PaidChannel;
import io.snet4j.identity.Identity;
import io.snet4j.payment.ChannelState;
import io.snet4j.payment.SignedAmount;
import io.snet4j.provider.ProviderClaims;
import io.snet4j.toy.Good;
import io.snet4j.toy.Toys;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads pay through few channels. */
class LoadIT {
    private static final int THREADS = 64;
    private static final int CALLS = 2_000;
    private static final Cogs DEPOSIT = Cogs.of(200_000);

    @Tag("explore")
    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void everyCallOfManyThreadsPaysItsPriceAndTheProviderClaimsTheSum() {
        RandomTest.PAYMENT_LOAD.run((seed, random) -> pay(seed % 2 == 0 ? 1 : 4, random));
    }

    private static void pay(int channels, Random random) throws Exception {
        try (Shop net = new Shop()) {
            Identity payer = net.payer(random);
            openChannels(net, payer, channels);
            SignedClaims claims = new SignedClaims(payer, net.escrow.address());
            List<Good> orders = orders(random);
            Cogs sum = orders.stream().map(Good::price).reduce(Cogs.ZERO, Cogs::plus);
            List<ChannelState> states;

            try (SnetClient client =
                            net.client(claims.identity()).onPayment(claims).build();
                    ServiceClient service =
                            client.openService(net.net().orgId(), net.net().serviceId())) {
                pay(service, orders);
                states = service.payments().channelStates();
            }

            assertThat(net.service.delivered()).isEqualTo(CALLS);
            assertThat(claims.signed()).as("no payment was signed twice").hasSize(CALLS);
            assertThat(claims.settled())
                    .hasSize(CALLS)
                    .extracting(SignedClaims.Settled::charge)
                    .containsOnly(Charge.CHARGED);
            Map<ChannelId, Cogs> paid = eachRaisedTheAmountByItsPrice(claims.signed());
            assertThat(paid).as("all channels take part").hasSize(channels);
            assertThat(sum(paid.values().stream().toList())).isEqualTo(sum);
            assertThat(states).allSatisfy(state -> {
                assertThat(state.signed()).isEqualTo(paid.get(state.id()));
                assertThat(net.store().authorized(state.id())).isEqualTo(paid.get(state.id()));
            });
            theProviderClaims(net, payer, paid);
            assertThat(net.escrow.balance(net.provider().address())).isEqualTo(sum);
        }
    }

    private static void openChannels(Shop net, Identity payer, int channels) {
        Cogs all = DEPOSIT.times(channels);
        net.token.approve(payer, net.escrow.address(), all, Toys.MINING);
        net.escrow.deposit(payer, all, Toys.MINING);
        for (int i = 0; i < channels; i++) {
            net.escrow.openChannel(
                    payer,
                    payer.address(),
                    net.provider().address(),
                    net.net().groupId(),
                    DEPOSIT,
                    BlockNumber.of(100_000),
                    Toys.MINING);
        }
    }

    private static List<Good> orders(Random random) {
        return random.ints(CALLS, 1, Good.values().length)
                .mapToObj(good -> Good.values()[good])
                .toList();
    }

    private static void pay(ServiceClient service, List<Good> orders) throws InterruptedException {
        io.grpc.Channel channel = PaidChannel.of(service);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> calls = new ArrayList<>();
            for (Good good : orders) {
                calls.add(threads.submit(() ->
                        ClientCalls.blockingUnaryCall(channel, good.method(), CallOptions.DEFAULT, Good.order(false))));
            }
            for (Future<?> call : calls) {
                call.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError("a call failed: " + e.getCause(), e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Map<ChannelId, Cogs> eachRaisedTheAmountByItsPrice(List<SignedAmount> signed) {
        Map<ChannelId, Cogs> reached = new HashMap<>();
        for (SignedAmount payment : signed) {
            Cogs before = reached.getOrDefault(payment.channelId(), Cogs.ZERO);
            assertThat(payment.amount()).isEqualTo(before.plus(payment.price()));
            assertThat(payment.price()).isEqualTo(Good.prices().get(payment.method()));
            reached.put(payment.channelId(), payment.amount());
        }
        return reached;
    }

    private static void theProviderClaims(Shop net, Identity payer, Map<ChannelId, Cogs> paid) {
        try (ProviderClaims claims = net.claims()) {
            for (PaymentChannel channel : net.channels(payer.address())) {
                Cogs amount = paid.getOrDefault(channel.id(), Cogs.ZERO);
                assertThat(claims.claim(channel.id()).amount()).isEqualTo(amount);
                PaymentChannel after = net.escrow.channel(channel.id()).orElseThrow();
                assertThat(after.value()).isEqualTo(DEPOSIT.minus(amount));
            }
        }
    }

    private static Cogs sum(List<Cogs> amounts) {
        return amounts.stream().sorted(Comparator.naturalOrder()).reduce(Cogs.ZERO, Cogs::plus);
    }
}
