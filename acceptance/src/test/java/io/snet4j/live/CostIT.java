package io.snet4j.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.stub.ClientCalls;
import io.snet4j.RequestCounts;
import io.snet4j.ServiceClient;
import io.snet4j.ServiceOptions;
import io.snet4j.SnetClient;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.grpc.PaidChannel;
import io.snet4j.junit.TestSession;
import io.snet4j.observe.Call;
import io.snet4j.observe.Request;
import io.snet4j.observe.Request.Kind;
import io.snet4j.observe.SnetListener;
import io.snet4j.payment.PaymentStrategy;
import io.snet4j.testing.Zips;
import io.snet4j.toy.ToyService;
import io.snet4j.toy.Toys;
import io.snet4j.training.Model;
import io.snet4j.training.ModelId;
import io.snet4j.training.NewModel;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a call costs in round trips, as the client itself counts them. */
class CostIT {
    private static final int CHANNELS = 12;
    private static final int SERVICES = 20;

    private static TestSession net;

    @BeforeAll
    static void start() throws IOException {
        net = Toys.alone(new ToyService()).freeCalls(3).start();
    }

    @AfterAll
    static void stop() {
        net.close();
    }

    @Test
    void aFreshClientsFirstAnswerCostsTwoRequestsToTheNodeAndTwoToStorage() {
        ModelId model;
        try (SnetClient other = net.newClient("consumer7").build();
                ServiceClient service = open(other, PaymentStrategy.payPerCall())) {
            model = service.training()
                    .createModel(
                            NewModel.builder().name("m").method("toy.Toy/size").build())
                    .id();
        }
        try (SnetClient client = net.newClient("consumer7").build();
                ServiceClient service = open(client, PaymentStrategy.payPerCall())) {
            service.training().getModel(model);

            assertThat(client.requests().of(Kind.CHAIN))
                    .containsOnly(Map.entry("batch", 1L), Map.entry("eth_blockNumber", 1L));
            assertThat(client.requests().total(Kind.STORAGE)).isEqualTo(2);
            assertThat(client.requests().of(Kind.DAEMON)).containsExactly(Map.entry("training.Daemon/get_model", 1L));
        }
    }

    @Test
    void aFreshClientsFirstTrainingCostsFiveRequestsToTheNodeAndTwoToStorage(@TempDir Path folder) throws IOException {
        ModelId model;
        try (SnetClient other = net.newClient("consumer8").build();
                ServiceClient service = open(other, PaymentStrategy.payPerCall())) {
            model = service.training()
                    .train(Toys.plan()
                            .dataset(Zips.write(folder.resolve("d.zip"), 2000))
                            .build())
                    .id();
        }
        try (SnetClient client = net.newClient("consumer8").build();
                ServiceClient service = open(client, PaymentStrategy.payPerCall())) {
            service.training().trainModel(service.training().trainModelPrice(model));

            assertThat(client.requests().total(Kind.CHAIN))
                    .as(client.requests().of(Kind.CHAIN).toString())
                    .isLessThanOrEqualTo(5);
            assertThat(client.requests().total(Kind.STORAGE)).isEqualTo(2);
            assertThat(client.requests().total(Kind.DAEMON)).isEqualTo(4);
        }
    }

    @Test
    void aPaidCallOnAKnownChannelCostsOneCallAndAsksNoChain() {
        try (SnetClient client = net.newClient("consumer").build();
                ServiceClient service = open(client, PaymentStrategy.payPerCall())) {
            Channel channel = PaidChannel.of(service);
            ask(channel);

            RequestCounts cost = cost(client, () -> ask(channel));

            assertThat(cost.of(Kind.DAEMON)).containsExactly(Map.entry("toy.Toy/size", 1L));
            assertThat(cost.total(Kind.CHAIN)).isZero();
            assertThat(cost.total(Kind.STORAGE)).isZero();
        }
    }

    @Test
    void howManyChannelsThereAreMakesNoDifferenceToTheNode() {
        try (SnetClient client = net.newClient("consumer9").build();
                ServiceClient service = open(client, PaymentStrategy.payPerCall())) {
            for (int i = 0; i < CHANNELS; i++) {
                service.payments().openChannel(Cogs.of(10));
            }

            RequestCounts states = cost(
                    client, () -> assertThat(service.payments().channelStates()).hasSize(CHANNELS));
            RequestCounts onChain =
                    cost(client, () -> assertThat(service.payments().channels()).hasSize(CHANNELS));

            // The block to search to, and one for the signatures if the other is not of this moment any more.
            assertThat(states.of(Kind.CHAIN).keySet())
                    .containsExactlyInAnyOrder("eth_blockNumber", "eth_getLogs", "batch");
            assertThat(states.total(Kind.CHAIN)).isLessThanOrEqualTo(5);
            assertThat(states.of(Kind.DAEMON))
                    .containsEntry("escrow.PaymentChannelStateService/GetChannelState", (long) CHANNELS);
            assertThat(onChain.of(Kind.CHAIN))
                    .containsOnly(
                            Map.entry("eth_blockNumber", 1L), Map.entry("eth_getLogs", 1L), Map.entry("batch", 1L));
        }
    }

    // Guard: DefaultSnetClient hands the same SharedConnections to all its services.
    @Test
    void servicesThatOneClientOpensAtOneDaemonMakeOneConnection() {
        int before = net.faults().daemon().connections();
        try (SnetClient client = net.newClient("consumer10").build()) {
            for (int i = 0; i < SERVICES; i++) {
                open(client, PaymentStrategy.payPerCall()).training().getTrainingMetadata();
            }

            assertThat(client.requests().of(Kind.DAEMON))
                    .containsOnly(Map.entry("training.Daemon/get_training_metadata", (long) SERVICES));
            assertThat(net.faults().daemon().connections() - before).isEqualTo(1);
        }
    }

    @Test
    void theHeartbeatPageIsReadOnceBeforeTheFirstSignatureAndForNoCallWithoutOne() {
        try (SnetClient client = net.newClient("consumer6").build();
                ServiceClient service = open(client, PaymentStrategy.payPerCall())) {
            service.training().getTrainingMetadata();
            assertThat(client.requests().of(Kind.DAEMON)).doesNotContainKey("heartbeat");

            for (int i = 0; i < 3; i++) {
                ask(PaidChannel.of(service));
            }

            assertThat(client.requests().of(Kind.DAEMON)).containsEntry("heartbeat", 1L);
        }
    }

    @Test
    void aPrepaidCallOfABatchThatLastsCostsOneCallAndNothingElse() {
        try (SnetClient client = net.newClient("consumer2").build();
                ServiceClient service = open(client, PaymentStrategy.prepaid(Toys.CALL.times(100)))) {
            Channel channel = PaidChannel.of(service);
            ask(channel);

            RequestCounts cost = cost(client, () -> ask(channel));

            assertThat(cost.of(Kind.DAEMON)).containsExactly(Map.entry("toy.Toy/size", 1L));
            assertThat(cost.total(Kind.CHAIN)).isZero();
        }
    }

    @Test
    void aFreeCallWithATokenCostsOneCallAndAtMostOneBlockNumber() {
        try (SnetClient client = net.newClient("consumer3").build();
                ServiceClient service = open(client, PaymentStrategy.freeCalls())) {
            Channel channel = PaidChannel.of(service);
            ask(channel);

            RequestCounts cost = cost(client, () -> ask(channel));

            assertThat(cost.of(Kind.DAEMON)).containsExactly(Map.entry("toy.Toy/size", 1L));
            assertThat(cost.total(Kind.CHAIN)).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void lookingAtAModelAgainCostsOneCallAndAsksNoChain() {
        try (SnetClient client = net.newClient("consumer4").build();
                ServiceClient service = open(client, PaymentStrategy.payPerCall())) {
            Model model = service.training()
                    .createModel(
                            NewModel.builder().name("m").method("toy.Toy/size").build());
            service.training().getModel(model.id());

            RequestCounts cost = cost(client, () -> service.training().getModel(model.id()));

            assertThat(cost.of(Kind.DAEMON)).containsExactly(Map.entry("training.Daemon/get_model", 1L));
            assertThat(cost.total(Kind.CHAIN)).isZero();
        }
    }

    @Test
    void aListenerHearsOfEachRoundTripAndOfEachCallWithItsCharge() {
        List<Request> requests = new CopyOnWriteArrayList<>();
        List<Call> calls = new CopyOnWriteArrayList<>();
        SnetListener listener = new SnetListener() {
            @Override
            public void onRequest(Request request) {
                requests.add(request);
                throw new IllegalStateException("a listener that fails harms nobody");
            }

            @Override
            public void onCall(Call call) {
                calls.add(call);
            }
        };
        try (SnetClient client = net.newClient("consumer5").listener(listener).build();
                ServiceClient service = open(client, PaymentStrategy.payPerCall())) {
            ask(PaidChannel.of(service));
            service.training().getTrainingMetadata();

            assertThat(calls)
                    .extracting(Call::method, Call::charge)
                    .containsExactly(
                            tuple("toy.Toy/size", Charge.CHARGED),
                            tuple("training.Daemon/get_training_metadata", Charge.NONE));
            assertThat(calls).allSatisfy(call -> assertThat(call.failure()).isEmpty());
            assertThat(requests).hasSize((int) List.of(Kind.values()).stream()
                    .mapToLong(client.requests()::total)
                    .sum());
            assertThat(requests).extracting(Request::outcome).containsOnly(Request.OK);
        }
    }

    private static ServiceClient open(SnetClient client, PaymentStrategy strategy) {
        return client.openService(
                net.connection().orgId(),
                net.connection().serviceId(),
                ServiceOptions.builder().payment(strategy).build());
    }

    private static RequestCounts cost(SnetClient client, Runnable work) {
        RequestCounts before = client.requests();
        work.run();
        return client.requests().since(before);
    }

    private static void ask(Channel channel) {
        ClientCalls.blockingUnaryCall(
                channel,
                ToyService.SIZE,
                CallOptions.DEFAULT,
                ToyService.question().build());
    }
}
