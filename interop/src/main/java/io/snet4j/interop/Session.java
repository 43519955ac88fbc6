package io.snet4j.interop;

import com.fasterxml.jackson.databind.JsonNode;
import io.snet4j.Network;
import io.snet4j.ServiceClient;
import io.snet4j.ServiceOptions;
import io.snet4j.SnetClient;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.examples.digits.wire.DigitsGrpc;
import io.snet4j.examples.digits.wire.DigitsGrpc.DigitsBlockingStub;
import io.snet4j.grpc.PaidChannel;
import io.snet4j.payment.PaymentStrategy;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.training.Training;
import io.snet4j.value.Cogs;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** One account's client with the devnet's service opened, as a step wants it. */
final class Session implements AutoCloseable {
    private static final String CHANNEL_DEPOSIT = Cogs.ofFet("1").value().toString();

    private final SnetClient client;
    private final ServiceClient service;
    private final DigitsBlockingStub digits;

    private Session(SnetClient client, ServiceClient service) {
        this.client = client;
        this.service = service;
        digits = DigitsGrpc.newBlockingStub(PaidChannel.of(service));
    }

    static Session open(DevnetConnection net, JsonNode step) {
        DevnetConnection.Contracts contracts = net.contracts();
        Cogs deposit = Cogs.parse(step.path("deposit").asText(CHANNEL_DEPOSIT));
        SnetClient client = SnetClient.builder()
                .network(Network.local(net.chainId(), contracts.registry(), contracts.mpe(), contracts.token()))
                .ethereumRpc(URI.create(step.path("rpc").asText(net.rpcUrl().toString())))
                .storage(List.of(
                        URI.create(step.path("storage").asText(net.ipfsUrl().toString()))))
                .identity(net.account(step.path("role").asText("consumer")).identity())
                .spendingLimit(SpendingLimit.builder().channelDeposit(deposit).build())
                .build();
        try {
            ServiceOptions options = ServiceOptions.builder()
                    .group(net.groupName())
                    .payment(payment(step))
                    .build();
            return new Session(
                    client,
                    client.openService(
                            step.path("organization").asText(net.orgId()),
                            step.path("service").asText(net.serviceId()),
                            options));
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    private static PaymentStrategy payment(JsonNode step) {
        Optional<Cogs> batch = Optional.of(step.path("batch").asText())
                .filter(text -> !text.isEmpty())
                .map(Cogs::parse);
        String name = step.path("payment").asText("AUTOMATIC");
        return switch (name) {
            case "AUTOMATIC" -> batch.map(PaymentStrategy.automatic()::prepaid).orElseGet(PaymentStrategy::automatic);
            case "PREPAID" -> PaymentStrategy.prepaid(batch.orElseThrow());
            case "PAY_PER_CALL" -> PaymentStrategy.payPerCall();
            case "FREE_CALLS" -> PaymentStrategy.freeCalls();
            default -> throw new IllegalArgumentException("there is no strategy \"" + name + "\"");
        };
    }

    ServiceClient service() {
        return service;
    }

    Training training() {
        return service.training();
    }

    DigitsBlockingStub digits() {
        return digits;
    }

    @Override
    public void close() {
        client.close();
    }
}
