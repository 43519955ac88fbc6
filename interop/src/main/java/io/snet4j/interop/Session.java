package io.snet4j.interop;

import io.snet4j.Network;
import io.snet4j.ServiceClient;
import io.snet4j.ServiceOptions;
import io.snet4j.SnetClient;
import io.snet4j.SpendingLimit;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.examples.digits.wire.DigitsGrpc;
import io.snet4j.examples.digits.wire.DigitsGrpc.DigitsBlockingStub;
import io.snet4j.grpc.PaidChannel;
import io.snet4j.training.Training;
import io.snet4j.value.Cogs;
import java.net.URI;
import java.util.List;

/** One account's client with the devnet's service opened. */
final class Session implements AutoCloseable {
    private static final Cogs CHANNEL_DEPOSIT = Cogs.ofFet("1");

    private final SnetClient client;
    private final ServiceClient service;
    private final DigitsBlockingStub digits;

    private Session(SnetClient client, ServiceClient service) {
        this.client = client;
        this.service = service;
        digits = DigitsGrpc.newBlockingStub(PaidChannel.of(service));
    }

    static Session open(DevnetConnection net, String role, URI rpc, URI storage) {
        DevnetConnection.Contracts contracts = net.contracts();
        SnetClient client = SnetClient.builder()
                .network(Network.local(net.chainId(), contracts.registry(), contracts.mpe(), contracts.token()))
                .ethereumRpc(rpc)
                .storage(List.of(storage))
                .identity(net.account(role).identity())
                .spendingLimit(
                        SpendingLimit.builder().channelDeposit(CHANNEL_DEPOSIT).build())
                .build();
        try {
            ServiceOptions options =
                    ServiceOptions.builder().group(net.groupName()).build();
            return new Session(client, client.openService(net.orgId(), net.serviceId(), options));
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
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
