package io.snet4j.devnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.snet4j.chain.Chain;
import io.snet4j.chain.FetchToken;
import io.snet4j.devnet.DevnetConnection.Account;
import io.snet4j.devnet.daemon.DaemonVersion;
import io.snet4j.errors.SnetException;
import io.snet4j.identity.ProtocolMessages;
import io.snet4j.registry.Registry;
import io.snet4j.registry.Service;
import io.snet4j.storage.Storage;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.Cogs;
import io.snet4j.wire.escrow.FreeCallStateServiceGrpc;
import io.snet4j.wire.escrow.StateServiceProto.FreeCallToken;
import io.snet4j.wire.escrow.StateServiceProto.GetFreeCallTokenRequest;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What free calls need of the network: an offer in the metadata, a key at the daemon, a token to hold. */
final class FreeCallsIT {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final Address SEPOLIA_TOKEN = Address.parse("0x3A54192862D1c52C8175d4912f1f778d1E3C2449");
    private static final Address ANOTHER_PLACE = Address.parse("0x00000000000000000000000000000000000feeee");

    private static Devnet devnet;
    private static Chain chain;
    private static DevnetConnection net;

    @BeforeAll
    static void start() {
        devnet = Devnet.builder()
                .service(new IdleService())
                .daemonVersion(DaemonVersion.V6_2)
                .freeCalls(3)
                .minBalanceForFreeCalls(900)
                .tokenAt(SEPOLIA_TOKEN)
                .tokenAt(ANOTHER_PLACE)
                .start();
        net = devnet.connection();
        chain = Chain.connect(net.rpcUrl(), TIMEOUT);
    }

    @AfterAll
    static void stop() {
        chain.close();
        devnet.close();
    }

    @Test
    void theOfferIsPublishedWithTheAddressThatSignsForIt() {
        Registry registry = new Registry(chain, net.contracts().registry(), Storage.ipfs(net.ipfsUrl(), TIMEOUT));
        assertThat(registry.service(net.orgId(), net.serviceId())
                        .groups()
                        .get(0)
                        .freeCalls())
                .contains(new Service.FreeCalls(3, net.account("freeCallSigner").address()));
    }

    @Test
    void aMirroredTokenAnswersAsTheTokenDoesAndCannotBeMoved() {
        Account consumer = net.account("consumer2");
        FetchToken token = new FetchToken(chain, net.contracts().token());
        token.transfer(consumer.identity(), net.account("consumer3").address(), Cogs.of(5), TIMEOUT);
        for (Address place : new Address[] {SEPOLIA_TOKEN, ANOTHER_PLACE}) {
            FetchToken mirrored = new FetchToken(chain, place);
            assertThat(mirrored.balance(consumer.address()))
                    .isEqualTo(Cogs.ofFet("1000").minus(Cogs.of(5)))
                    .isEqualTo(token.balance(consumer.address()));
            assertThatThrownBy(() -> mirrored.transfer(
                            consumer.identity(), net.account("provider").address(), Cogs.of(1), TIMEOUT))
                    .isInstanceOf(SnetException.class);
        }
    }

    @Test
    void whoHoldsEnoughTokensIsGivenAFreeCallToken() {
        assertThat(freeCallToken(net.account("consumer4")).getTokenExpirationBlock())
                .isEqualTo(devnet.blockNumber().toLong() + 172_800);
        assertThatThrownBy(() -> freeCallToken(net.account("provider")))
                .isInstanceOf(StatusRuntimeException.class)
                .hasMessageContaining("you must have at least 900 FET (ASI) in your balance to use free calls");
    }

    @Test
    void anAddressOfTheNetworksOwnIsNotReplaced() {
        assertThatThrownBy(() -> Devnet.builder()
                        .service(new IdleService())
                        .tokenAt(net.contracts().mpe())
                        .start())
                .isInstanceOf(DevnetException.class)
                .hasMessageContaining("tokenAt " + net.contracts().mpe());
    }

    private static FreeCallToken freeCallToken(Account account) {
        BlockNumber block = devnet.blockNumber();
        String address = account.address().toString();
        ManagedChannel daemon = NettyChannelBuilder.forAddress(
                        "127.0.0.1", net.daemonUrl().getPort())
                .usePlaintext()
                .build();
        try {
            return FreeCallStateServiceGrpc.newBlockingStub(daemon)
                    .getFreeCallToken(GetFreeCallTokenRequest.newBuilder()
                            .setAddress(address)
                            .setCurrentBlock(block.toLong())
                            .setSignature(ByteString.copyFrom(account.identity()
                                    .signMessage(ProtocolMessages.freeCallTokenRequest(
                                            address,
                                            Optional.empty(),
                                            net.orgId(),
                                            net.serviceId(),
                                            net.groupId().toString(),
                                            block))))
                            .build());
        } finally {
            daemon.shutdownNow();
        }
    }
}
