package io.snet4j.devnet.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.snet4j.chain.Chain;
import io.snet4j.chain.FeeLimit;
import io.snet4j.chain.FetchToken;
import io.snet4j.chain.MultiPartyEscrow;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.devnet.Devnet;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.devnet.HostContext;
import io.snet4j.devnet.HostedService;
import io.snet4j.errors.SpendingLimitException;
import io.snet4j.identity.ProtocolMessages;
import io.snet4j.provider.Claim;
import io.snet4j.provider.ClaimReport;
import io.snet4j.provider.ProviderClaims;
import io.snet4j.provider.UnclaimedPayment;
import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import io.snet4j.value.Wei;
import io.snet4j.wire.escrow.ControlServiceProto.StartClaimRequest;
import io.snet4j.wire.escrow.ProviderControlServiceGrpc;
import io.snet4j.wire.escrow.TokenServiceGrpc;
import io.snet4j.wire.escrow.TokenServiceProto.TokenRequest;
import io.snet4j.wire.training.TrainingProto;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The money's whole way: deposited, signed, claimed, withdrawn, and what is left taken back. */
final class ClaimsIT {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final long PRICE = 7;
    private static final Cogs DEPOSIT = Cogs.of(100);
    private static final int THRESHOLD = 10;
    private static final int LIFE = 100;

    private static Devnet devnet;
    private static DevnetConnection net;
    private static Chain chain;
    private static MultiPartyEscrow escrow;
    private static Caller consumer;
    private static Caller provider;
    private static ManagedChannel daemon;
    private static ProviderClaims claims;

    @BeforeAll
    static void start() {
        devnet = Devnet.builder()
                .service(new HostedEcho())
                .callPrice(Cogs.of(PRICE))
                .expirationThreshold(BlockCount.of(THRESHOLD))
                .start();
        net = devnet.connection();
        chain = Chain.connect(net.rpcUrl(), TIMEOUT);
        escrow = new MultiPartyEscrow(chain, net.contracts().mpe());
        consumer = new Caller(net.account("consumer").identity(), escrow.address());
        provider = new Caller(net.account("provider").identity(), escrow.address());
        daemon = NettyChannelBuilder.forAddress("127.0.0.1", net.daemonUrl().getPort())
                .usePlaintext()
                .build();
        claims = ProviderClaims.connect(net.daemonUrl(), chain, escrow.address(), provider.identity());
        new FetchToken(chain, net.contracts().token())
                .approve(consumer.identity(), escrow.address(), Cogs.ofFet("1"), TIMEOUT);
    }

    @AfterAll
    static void stop() {
        claims.close();
        daemon.shutdownNow();
        chain.close();
        devnet.close();
    }

    @AfterEach
    void nothingIsLeftToClaim() {
        assertThat(claims.claimAll()).isEqualTo(new ClaimReport(List.of(), Map.of()));
        assertThat(claims.listInProgress()).isEmpty();
    }

    private static long openChannel() {
        return escrow.depositAndOpenChannel(
                        consumer.identity(),
                        consumer.identity().address(),
                        provider.identity().address(),
                        net.groupId(),
                        DEPOSIT,
                        chain.blockNumber().plus(BlockCount.of(LIFE)),
                        TIMEOUT)
                .id()
                .value()
                .longValueExact();
    }

    private static PaymentChannel onChain(long channel) {
        return escrow.channel(ChannelId.of(channel)).orElseThrow();
    }

    private static void call(long channel, long nonce, long amount) {
        Metadata payment = consumer.payment("escrow", channel, nonce, amount);
        assertThat(EchoService.call(Caller.with(daemon, payment), "hello")).isEqualTo("echo hello");
    }

    private static String prepay(long channel, long amount) {
        byte[] claim = consumer.claim(channel, 0, amount);
        BlockNumber block = chain.blockNumber();
        return TokenServiceGrpc.newBlockingStub(daemon)
                .getToken(TokenRequest.newBuilder()
                        .setChannelId(channel)
                        .setSignedAmount(amount)
                        .setCurrentBlock(block.toLong())
                        .setClaimSignature(ByteString.copyFrom(claim))
                        .setSignature(consumer.sign(ProtocolMessages.getToken(claim, block)))
                        .build())
                .getToken();
    }

    private static void prepaidCall(long channel, String token) {
        Metadata headers = new Metadata();
        headers.put(Caller.key(PaymentHeaders.TYPE), "prepaid-call");
        headers.put(Caller.key(PaymentHeaders.CHANNEL_ID), Long.toString(channel));
        headers.put(
                Metadata.Key.of(PaymentHeaders.PREPAID_TOKEN, Metadata.BINARY_BYTE_MARSHALLER),
                token.getBytes(StandardCharsets.UTF_8));
        assertThat(EchoService.call(Caller.with(daemon, headers), "hello")).isEqualTo("echo hello");
    }

    /** As a provider that dies before it goes to the chain. */
    private static void startClaim(long channel, long nonce) {
        BigInteger id = BigInteger.valueOf(channel);
        ProviderControlServiceGrpc.newBlockingStub(daemon)
                .startClaim(StartClaimRequest.newBuilder()
                        .setMpeAddress(escrow.address().toString())
                        .setChannelId(ByteString.copyFrom(id.toByteArray()))
                        .setSignature(provider.sign(ProtocolMessages.startClaim(
                                escrow.address(), ChannelId.of(id), ChannelNonce.of(nonce))))
                        .build());
    }

    private static Cogs earned() {
        return escrow.balance(provider.identity().address());
    }

    private static ProviderClaims claimsWithin(Wei perTransaction) {
        return ProviderClaims.connect(
                net.daemonUrl(),
                chain,
                escrow.address(),
                provider.identity(),
                new FeeLimit(perTransaction, Wei.ofEther("1")));
    }

    @Test
    void aClaimThatTheFeeLimitForbidsIsNotSentAndGoesOnLater() {
        long channel = openChannel();
        call(channel, 0, 7);
        BlockNumber block = chain.blockNumber();
        try (ProviderClaims poor = claimsWithin(Wei.of(1))) {
            assertThatExceptionOfType(SpendingLimitException.class)
                    .isThrownBy(() -> poor.claim(ChannelId.of(channel)))
                    .withMessageContaining("MultiPartyEscrow.channelClaim")
                    .withMessageContaining("1 wei");
            assertThatExceptionOfType(SpendingLimitException.class)
                    .isThrownBy(poor::claimAll)
                    .withMessageContaining("MultiPartyEscrow.multiChannelClaim");
            assertThat(poor.listInProgress()).hasSize(1);
        }
        assertThat(chain.blockNumber()).isEqualTo(block);

        assertThat(claims.resume().claims()).extracting(Claim::amount).containsExactly(Cogs.of(7));
    }

    @Test
    void whatIsTooDearInOneTransactionIsClaimedInSeveral() {
        call(openChannel(), 0, 7);
        call(openChannel(), 0, 7);
        call(openChannel(), 0, 7);
        // Enough for the claim of one channel, too little for two.
        Wei limit = chain.maxFeePerGas().times(BigInteger.valueOf(125_000));
        try (ProviderClaims thrifty = claimsWithin(limit)) {
            ClaimReport report = thrifty.claimAll();

            assertThat(report.failures()).isEmpty();
            assertThat(report.claims().stream()
                            .map(claim -> claim.receipt().transactionHash())
                            .distinct())
                    .hasSize(3);
        }
    }

    @Test
    void whatIsDepositedIsClaimedOrTakenBack() {
        FetchToken token = new FetchToken(chain, net.contracts().token());
        Cogs wallet = token.balance(consumer.identity().address());
        Cogs before = earned();
        long paid = openChannel();
        long prepaid = openChannel();
        call(paid, 0, 7);
        call(paid, 0, 14);
        String prepaidToken = prepay(prepaid, 50);
        prepaidCall(prepaid, prepaidToken);

        ClaimReport report = claims.claimAll();

        assertThat(report.failures()).isEmpty();
        assertThat(report.claims()).extracting(Claim::amount).containsExactlyInAnyOrder(Cogs.of(14), Cogs.of(50));
        assertThat(report.claims())
                .extracting(Claim::receipt)
                .as("in one transaction")
                .containsOnly(report.claims().get(0).receipt());
        assertThat(earned()).isEqualTo(before.plus(Cogs.of(64)));
        assertThat(onChain(paid).value()).isEqualTo(Cogs.of(86));
        assertThat(onChain(prepaid).nonce()).isEqualTo(ChannelNonce.of(1));

        prepaidCall(prepaid, prepaidToken);
        call(paid, 1, 7);
        assertThat(claims.listUnclaimed())
                .contains(new UnclaimedPayment(
                        ChannelId.of(paid),
                        ChannelNonce.of(1),
                        Cogs.of(7),
                        onChain(paid).expiration()));
        assertThat(claims.claim(ChannelId.of(paid)).amount()).isEqualTo(Cogs.of(7));

        devnet.mine(BlockCount.of(LIFE));
        escrow.channelClaimTimeout(consumer.identity(), ChannelId.of(paid), TIMEOUT);
        escrow.channelClaimTimeout(consumer.identity(), ChannelId.of(prepaid), TIMEOUT);
        Cogs refunded = escrow.balance(consumer.identity().address());
        assertThat(refunded).isEqualTo(DEPOSIT.times(2).minus(Cogs.of(71)));
        escrow.withdraw(consumer.identity(), refunded, TIMEOUT);
        assertThat(token.balance(consumer.identity().address())).isEqualTo(wallet.minus(Cogs.of(71)));
        Cogs wages = token.balance(provider.identity().address());
        escrow.withdraw(provider.identity(), Cogs.of(71), TIMEOUT);
        assertThat(token.balance(provider.identity().address())).isEqualTo(wages.plus(Cogs.of(71)));
    }

    @Test
    void aClaimThatWasInterruptedIsFinishedAndWhatCameAfterItToo() {
        long channel = openChannel();
        call(channel, 0, 7);
        startClaim(channel, 0);
        call(channel, 1, 14 - 7);
        startClaim(channel, 1);
        call(channel, 2, 7);
        assertThat(claims.listInProgress())
                .extracting(UnclaimedPayment::nonce)
                .containsExactlyInAnyOrder(ChannelNonce.of(0), ChannelNonce.of(1));

        ClaimReport resumed = claims.resume();

        assertThat(resumed.claims()).extracting(Claim::nonce).containsExactly(ChannelNonce.of(0), ChannelNonce.of(1));
        assertThat(onChain(channel).value()).isEqualTo(Cogs.of(86));
        assertThat(claims.claimAll().claims()).extracting(Claim::nonce).containsExactly(ChannelNonce.of(2));
    }

    @Test
    void aChannelInUseDoesNotKeepTheOthersFromBeingClaimed() {
        List<Long> channels = List.of(openChannel(), openChannel(), openChannel());
        channels.forEach(channel -> call(channel, 0, 7));
        BigInteger busy = BigInteger.valueOf(channels.get(1));
        DaemonStore store = devnet.daemon().orElseThrow().store();
        store.tryLock(busy);

        ClaimReport report = claims.claimAll();

        assertThat(report.claims())
                .extracting(Claim::channelId)
                .containsExactlyInAnyOrder(ChannelId.of(channels.get(0)), ChannelId.of(channels.get(2)));
        assertThat(report.failures()).containsOnlyKeys(ChannelId.of(busy));
        assertThat(report.failures().get(ChannelId.of(busy))).hasMessageContaining("another transaction on channel");
        store.unlock(busy);
        assertThat(claims.claimAll().claims()).extracting(Claim::channelId).containsExactly(ChannelId.of(busy));
    }

    @Test
    void whatTheSenderTookBackIsNotStarted() {
        long lost = openChannel();
        call(lost, 0, 7);
        devnet.mine(BlockCount.of(LIFE));
        escrow.channelClaimTimeout(consumer.identity(), ChannelId.of(lost), TIMEOUT);
        long good = openChannel();
        call(good, 0, 7);

        ClaimReport report = claims.claimAll();

        assertThat(report.claims()).extracting(Claim::channelId).containsExactly(ChannelId.of(good));
        assertThat(report.failures()).isEmpty();
        assertThat(claims.listUnclaimed())
                .as("the daemon does not look")
                .extracting(UnclaimedPayment::channelId)
                .containsExactly(ChannelId.of(lost));
    }

    /** {@link EchoService}, as a devnet hosts it. */
    private static final class HostedEcho implements HostedService {
        @Override
        public String serviceId() {
            return "echo";
        }

        @Override
        public String displayName() {
            return "Echo";
        }

        @Override
        public Map<String, String> protoFiles() {
            return Map.of("echo.proto", "syntax = \"proto3\";\npackage echo;\n");
        }

        @Override
        public FileDescriptor descriptor() {
            return TrainingProto.getDescriptor();
        }

        @Override
        public Running start(HostContext context) throws Exception {
            Server server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", context.port()))
                    .addService(new EchoService().definition())
                    .build()
                    .start();
            return new Running() {
                @Override
                public URI serviceUrl() {
                    return URI.create("http://127.0.0.1:" + context.port());
                }

                @Override
                public void close() {
                    server.shutdownNow();
                }
            };
        }
    }
}
