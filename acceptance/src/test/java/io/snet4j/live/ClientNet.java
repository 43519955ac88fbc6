package io.snet4j.live;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.stub.ClientCalls;
import io.snet4j.Network;
import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.devnet.daemon.DaemonVersion;
import io.snet4j.grpc.PaidChannel;
import io.snet4j.identity.Identity;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.toy.ToyNet;
import io.snet4j.toy.ToyService;
import io.snet4j.training.NewModel;
import io.snet4j.training.TrainingPlan;
import io.snet4j.value.Cogs;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** A network and its clients. */
public final class ClientNet extends ToyNet {
    public static final SpendingLimit DEPOSIT_100 =
            SpendingLimit.builder().channelDeposit(Cogs.of(100)).build();

    /** Of a network of {@link #ofGoods}. */
    public static final int THRESHOLD = 5;

    public ClientNet(Options options) {
        super(options);
    }

    /** Its goods have prices of their own, and channels may be short. */
    public static ClientNet ofGoods() {
        return new ClientNet(shortChannels().goods());
    }

    /** Three daemons, one price, short channels. */
    public static ClientNet ofReplicas() {
        return new ClientNet(shortChannels().service(ToyService.withGoods()).daemons(3));
    }

    private static Options shortChannels() {
        return options().version(DaemonVersion.V6_2).devnet(devnet -> devnet.expirationThreshold(THRESHOLD));
    }

    /** Nodes and storage may fail. */
    public static ClientNet faulty(DaemonVersion version) {
        return faulty(version, 0);
    }

    /** @param freeCalls for each user */
    public static ClientNet faulty(DaemonVersion version, int freeCalls) {
        return new ClientNet(options().version(version).freeCalls(freeCalls).faulty());
    }

    /** May open no channel. */
    public SnetClient.Builder client(String role) {
        return client(account(role));
    }

    /** May open no channel. */
    public SnetClient.Builder client(Identity identity) {
        return client(net(), clientsRpc(), identity).storage(List.of(clientsIpfs()));
    }

    /** May open channels for more than any test spends. */
    public SnetClient.Builder spender(String role) {
        return spender(account(role));
    }

    /** May open channels for more than any test spends. */
    public SnetClient.Builder spender(Identity identity) {
        return client(identity).callDeadline(Duration.ofSeconds(60)).spendingLimit(deposits(100_000));
    }

    public ServiceClient open(SnetClient client) {
        return client.openService(net().orgId(), net().serviceId());
    }

    /** Of the toy's own method. */
    public static void call(ServiceClient service) {
        Channel channel = PaidChannel.of(service);
        ClientCalls.blockingUnaryCall(
                channel,
                ToyService.SIZE,
                CallOptions.DEFAULT,
                ToyService.question().build());
    }

    /** For the toy's own method, in small messages, at the price that it is. */
    public static TrainingPlan.Builder plan() {
        return TrainingPlan.builder()
                .newModel(NewModel.of("size", "mine"))
                .uploadOptions(upload -> upload.chunkBytes(2000))
                .maxValidationPrice(ToyService.VALIDATION)
                .maxTrainingPrice(ToyService.TRAINING);
    }

    public static Network network(DevnetConnection net) {
        DevnetConnection.Contracts contracts = net.contracts();
        return Network.local(net.chainId(), contracts.registry(), contracts.mpe(), contracts.token());
    }

    /** For programs that know the connection alone. */
    public static SnetClient.Builder client(DevnetConnection net, URI node, Identity identity) {
        return SnetClient.builder()
                .network(network(net))
                .ethereumRpc(node)
                .storage(List.of(net.ipfsUrl()))
                .identity(identity)
                .callDeadline(Duration.ofMinutes(5));
    }

    /** For programs that know the connection alone; may open channels. */
    public static SnetClient.Builder spender(DevnetConnection net, String role) {
        return client(net, net.rpcUrl(), net.account(role).identity()).spendingLimit(deposits(10_000));
    }

    private static SpendingLimit deposits(long cogs) {
        return SpendingLimit.builder().channelDeposit(Cogs.of(cogs)).build();
    }
}
