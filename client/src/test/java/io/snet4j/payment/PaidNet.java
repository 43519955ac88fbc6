package io.snet4j.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.stub.ClientCalls;
import io.snet4j.Network;
import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.chain.Chain;
import io.snet4j.chain.MultiPartyEscrow;
import io.snet4j.devnet.Devnet;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.errors.ChainException;
import io.snet4j.grpc.PaidChannel;
import io.snet4j.identity.Identity;
import io.snet4j.live.ToyService;
import io.snet4j.provider.ProviderClaims;
import io.snet4j.provider.UnclaimedPayment;
import io.snet4j.value.Cogs;
import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;

/** A network with a service whose calls cost {@link #CALL}, seen from the side of the money. */
final class PaidNet implements AutoCloseable {
    static final Cogs CALL = Cogs.of(7);
    static final SpendingLimit DEPOSIT_100 =
            SpendingLimit.builder().channelDeposit(Cogs.of(100)).build();

    final Devnet devnet;
    final DevnetConnection net;
    final Chain chain;
    final MultiPartyEscrow escrow;

    PaidNet() {
        this(Devnet.builder().service(new ToyService()).callPrice(CALL).start());
    }

    PaidNet(Devnet devnet) {
        this.devnet = devnet;
        net = devnet.connection();
        chain = Chain.connect(net.rpcUrl(), Duration.ofSeconds(20));
        escrow = new MultiPartyEscrow(chain, net.contracts().mpe());
    }

    Identity account(String role) {
        return net.account(role).identity();
    }

    Network network() {
        return Network.local(
                net.chainId(),
                net.contracts().registry(),
                net.contracts().mpe(),
                net.contracts().token());
    }

    SnetClient.Builder client(String role) {
        return SnetClient.builder()
                .network(network())
                .ethereumRpc(net.rpcUrl())
                .storage(List.of(net.ipfsUrl()))
                .identity(account(role));
    }

    ServiceClient open(SnetClient client) {
        return client.openService(net.orgId(), net.serviceId());
    }

    static void call(ServiceClient service) {
        Channel channel = PaidChannel.of(service);
        ClientCalls.blockingUnaryCall(
                channel,
                ToyService.SIZE,
                CallOptions.DEFAULT,
                ToyService.question().build());
    }

    /** A claim that is begun and mined. */
    void claim(BigInteger channel) {
        try (ProviderClaims claims = claims()) {
            claims.claim(channel);
        }
    }

    Cogs unclaimed(BigInteger channel) {
        try (ProviderClaims claims = claims()) {
            return claims.listUnclaimed().stream()
                    .filter(payment -> payment.channelId().equals(channel))
                    .map(UnclaimedPayment::amount)
                    .reduce(Cogs.ZERO, Cogs::plus);
        }
    }

    /** A claim whose transaction is not sent yet. */
    void beginClaim(BigInteger channel) {
        Chain sendsNothing = (Chain) Proxy.newProxyInstance(
                Chain.class.getClassLoader(), new Class<?>[] {Chain.class}, (self, method, args) -> {
                    if (method.getName().equals("send")) {
                        throw new ChainException("not now");
                    }
                    return method.invoke(chain, args);
                });
        try (ProviderClaims claims = claims(sendsNothing)) {
            claims.claim(channel);
            throw new AssertionError("the claim was mined");
        } catch (ChainException e) {
            assertThat(e).hasMessageContaining("not now");
        }
    }

    private ProviderClaims claims() {
        return claims(chain);
    }

    private ProviderClaims claims(Chain node) {
        return ProviderClaims.connect(net.daemonUrl(), node, net.contracts().mpe(), account("provider"));
    }

    BigInteger now() {
        return BigInteger.valueOf(devnet.blockNumber());
    }

    @Override
    public void close() {
        chain.close();
        devnet.close();
    }
}
