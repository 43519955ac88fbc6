package io.snet4j.live;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.stub.ClientCalls;
import io.snet4j.ServiceClient;
import io.snet4j.ServiceOptions;
import io.snet4j.SnetClient;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.grpc.PaidChannel;
import io.snet4j.payment.PaymentStrategy;
import io.snet4j.toy.ToyService;
import io.snet4j.toy.Toys;
import io.snet4j.training.NewModel;
import io.snet4j.training.TrainingPlan;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A program that does all that signs something, and prints what it holds. Reads the connection, then a dataset's path.
 */
final class TalkativeClient {
    private TalkativeClient() {}

    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        DevnetConnection net = DevnetConnection.parse(in.readLine());
        Path dataset = Path.of(in.readLine());
        try (SnetClient client =
                SnetClient.builder().from(net.settings("consumer")).build()) {
            System.out.println(client + " " + client.identity() + " " + client.requests());
            try (ServiceClient service = open(client, net, PaymentStrategy.freeCalls())) {
                call(PaidChannel.of(service));
            }
            try (ServiceClient service = open(client, net, PaymentStrategy.prepaid(Toys.CALL.times(3)))) {
                call(PaidChannel.of(service));
            }
            try (ServiceClient service = open(client, net, PaymentStrategy.payPerCall())) {
                call(PaidChannel.of(service));
                System.out.println(service + " " + service.payments().channelStates());
                System.out.println(service.training()
                        .train(TrainingPlan.builder()
                                .newModel(NewModel.of("size", "mine"))
                                .dataset(dataset)
                                .maxValidationPrice(ToyService.VALIDATION)
                                .maxTrainingPrice(ToyService.TRAINING)
                                .build()));
            }
        }
    }

    private static ServiceClient open(SnetClient client, DevnetConnection net, PaymentStrategy strategy) {
        return client.openService(
                net.orgId(),
                net.serviceId(),
                ServiceOptions.builder().payment(strategy).build());
    }

    private static void call(Channel channel) {
        ClientCalls.blockingUnaryCall(
                channel,
                ToyService.SIZE,
                CallOptions.DEFAULT,
                ToyService.question().build());
    }
}
