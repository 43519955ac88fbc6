package io.snet4j.devnet.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.snet4j.chain.Chain;
import io.snet4j.chain.FetchToken;
import io.snet4j.chain.MultiPartyEscrow;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.devnet.Devnet;
import io.snet4j.devnet.DevnetConnection;
import io.snet4j.devnet.HostContext;
import io.snet4j.devnet.HostedService;
import io.snet4j.identity.ProtocolMessages;
import io.snet4j.provider.ClaimReport;
import io.snet4j.provider.ProviderClaims;
import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
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

/** A devnet whose daemon is paid by hand, and whose provider claims. */
final class ClaimsNet implements AutoCloseable {
    static final Duration TIMEOUT = Duration.ofMinutes(2);
    static final Cogs DEPOSIT = Cogs.of(100);
    static final int LIFE = 100;
    private static final long PRICE = 7;
    private static final int THRESHOLD = 10;

    final Devnet devnet = Devnet.builder()
            .service(new HostedEcho())
            .callPrice(Cogs.of(PRICE))
            .expirationThreshold(BlockCount.of(THRESHOLD))
            .start();
    final DevnetConnection connection = devnet.connection();
    final Chain chain = Chain.connect(connection.rpcUrl(), TIMEOUT);
    final MultiPartyEscrow escrow =
            new MultiPartyEscrow(chain, connection.contracts().mpe());
    final Caller consumer = new Caller(connection.account("consumer").identity(), escrow.address());
    final Caller provider = new Caller(connection.account("provider").identity(), escrow.address());
    final ManagedChannel daemon = NettyChannelBuilder.forAddress(
                    "127.0.0.1", connection.daemonUrl().getPort())
            .usePlaintext()
            .build();
    final ProviderClaims claims =
            ProviderClaims.connect(connection.daemonUrl(), chain, escrow.address(), provider.identity());

    ClaimsNet() {
        new FetchToken(chain, connection.contracts().token())
                .approve(consumer.identity(), escrow.address(), Cogs.ofFet("1"), TIMEOUT);
    }

    @Override
    public void close() {
        claims.close();
        daemon.shutdownNow();
        chain.close();
        devnet.close();
    }

    void verifyNothingIsLeftToClaim() {
        assertThat(claims.claimAll()).isEqualTo(new ClaimReport(List.of(), Map.of()));
        assertThat(claims.listInProgress()).isEmpty();
    }

    long openChannel() {
        return escrow.depositAndOpenChannel(
                        consumer.identity(),
                        consumer.identity().address(),
                        provider.identity().address(),
                        connection.groupId(),
                        DEPOSIT,
                        chain.blockNumber().plus(BlockCount.of(LIFE)),
                        TIMEOUT)
                .id()
                .value()
                .longValueExact();
    }

    PaymentChannel onChain(long channel) {
        return escrow.channel(ChannelId.of(channel)).orElseThrow();
    }

    void call(long channel, long nonce, long amount) {
        Metadata payment = consumer.payment("escrow", channel, nonce, amount);
        assertThat(EchoService.call(Caller.with(daemon, payment), "hello")).isEqualTo("echo hello");
    }

    String prepay(long channel, long amount) {
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

    void prepaidCall(long channel, String token) {
        Metadata headers = new Metadata();
        headers.put(Caller.key(PaymentHeaders.TYPE), "prepaid-call");
        headers.put(Caller.key(PaymentHeaders.CHANNEL_ID), Long.toString(channel));
        headers.put(
                Metadata.Key.of(PaymentHeaders.PREPAID_TOKEN, Metadata.BINARY_BYTE_MARSHALLER),
                token.getBytes(StandardCharsets.UTF_8));
        assertThat(EchoService.call(Caller.with(daemon, headers), "hello")).isEqualTo("echo hello");
    }

    /** As a provider that dies before it goes to the chain. */
    void startClaim(long channel, long nonce) {
        BigInteger id = BigInteger.valueOf(channel);
        ProviderControlServiceGrpc.newBlockingStub(daemon)
                .startClaim(StartClaimRequest.newBuilder()
                        .setMpeAddress(escrow.address().toString())
                        .setChannelId(ByteString.copyFrom(id.toByteArray()))
                        .setSignature(provider.sign(ProtocolMessages.startClaim(
                                escrow.address(), ChannelId.of(id), ChannelNonce.of(nonce))))
                        .build());
    }

    Cogs earned() {
        return escrow.balance(provider.identity().address());
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
