package io.snet4j.devnet.daemon;

import static io.snet4j.devnet.daemon.TestNet.CHANNEL;
import static io.snet4j.devnet.daemon.TestNet.textOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Channel;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.snet4j.registry.Pricing;
import io.snet4j.value.Cogs;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a client hears of the service behind the daemon, and of one that is down. */
class ServiceHealthTest {
    private TestNet net = new TestNet(DaemonVersion.V6_2);

    @AfterEach
    void close() {
        net.close();
    }

    private void play(DaemonVersion version) {
        net.close();
        net = new TestNet(version);
    }

    private Channel paid(long amount) {
        return Caller.with(net.channel, net.owner.payment("escrow", CHANNEL, 0, amount));
    }

    private static TestNet down(DaemonVersion version) {
        return new TestNet(
                version,
                new Pricing.Fixed(Cogs.of(10)),
                builder -> builder.serviceEndpoint(URI.create("http://127.0.0.1:1")));
    }

    @Test
    void theServicesHealthIsFree() {
        assertThat(HealthGrpc.newBlockingStub(net.channel)
                        .check(HealthCheckRequest.getDefaultInstance())
                        .getStatus())
                .isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
    }

    private boolean watch(Channel channel) {
        return HealthGrpc.newBlockingStub(channel)
                .watch(HealthCheckRequest.getDefaultInstance())
                .hasNext();
    }

    @ParameterizedTest
    @EnumSource
    void watchingTheServicesHealthIsNot(DaemonVersion version) {
        play(version);
        assertThat(textOf(() -> watch(net.channel))).isEqualTo("INVALID_ARGUMENT: missing \"snet-payment-channel-id\"");
        if (version == DaemonVersion.V6_0) {
            assertThat(watch(paid(10))).isFalse();
            assertThat(net.authorized()).isEqualTo(10);
        } else {
            assertThat(textOf(() -> watch(paid(10))))
                    .isEqualTo(
                            version == DaemonVersion.V6_1
                                    ? "UNKNOWN: EOF"
                                    : "UNKNOWN: WrapperServerStream: unexpected message type"
                                            + " *grpc_health_v1.HealthCheckRequest, want *codec.GrpcFrame");
            assertThat(net.authorized()).isZero();
        }
    }

    @Test
    void aServiceThatIsDownHasNoHealth() {
        try (TestNet down = down(DaemonVersion.V6_2)) {
            assertThat(textOf(() ->
                            HealthGrpc.newBlockingStub(down.channel).check(HealthCheckRequest.getDefaultInstance())))
                    .isEqualTo("UNKNOWN: Service heartbeat unknown: Offline");
        }
    }

    @Test
    void aProviderThatIsDownIsNamedInTheAnswer() {
        try (TestNet down = down(DaemonVersion.V6_2)) {
            assertThat(textOf(() -> down.createModel("m")))
                    .isEqualTo(
                            "UNKNOWN: error in invoking service for model training: rpc error: code = Unavailable desc ="
                                    + " connection error: desc = \"transport: Error while dialing: dial tcp 127.0.0.1:1: connect:"
                                    + " connection refused\"");
        }
    }

    @Test
    void aServiceThatIsDownCostsNothing() {
        try (TestNet down = down(DaemonVersion.V6_2)) {
            Channel channel = Caller.with(down.channel, down.owner.payment("escrow", CHANNEL, 0, 10));
            assertThat(textOf(() -> EchoService.call(channel, "hello")))
                    .isEqualTo(
                            "INTERNAL: can't connect to service rpc error: code = Unavailable desc = connection error:"
                                    + " desc = \"transport: Error while dialing: dial tcp 127.0.0.1:1: connect: connection"
                                    + " refused\"\nAbout error & possible fixes: https://dev.singularitynet.io/docs/products/"
                                    + "DecentralizedAIPlatform/Daemon/error-codes/#_1");
            assertThat(down.authorized()).isZero();
            assertThat(down.isChannelFree()).isTrue();
        }
    }
}
