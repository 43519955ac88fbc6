package io.snet4j.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Empty;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.internal.core.AddressRule;
import io.snet4j.internal.core.Budget;
import io.snet4j.observe.SnetListener;
import io.snet4j.wire.training.DaemonGrpc;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionsTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8080, false, 127.0.0.1:8080",
        "http://localhost:1, false, localhost:1",
        "http://[::1]:1, false, [::1]:1",
        "https://example.org, false, example.org:443",
        "HTTPS://example.org:7000/, false, example.org:7000",
        "http://example.org, true, example.org:80",
        "http://LOCALHOST:1, false, LOCALHOST:1",
        "http://[0:0:0:0:0:0:0:1]:1, false, [0:0:0:0:0:0:0:1]:1",
        "http://my_daemon:7000, true, my_daemon:7000",
    })
    void endpointsBecomeAuthorities(URI endpoint, boolean allowPlaintext, String authority) {
        try (Replicas channel = open(allowPlaintext, endpoint)) {
            assertThat(channel.authority()).isEqualTo(authority);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://example.org:80, allowPlaintext",
        "ftp://example.org, http",
        "example.org:8080, http",
        "https://example.org/path, path",
        "http://127.0.0.1.example.org, allowPlaintext",
        "http://my_daemon:7000, allowPlaintext",
        "https://my_daemon:7000, underscore",
    })
    void whatCannotBeCalledIsRefusedWithTheWayOut(URI endpoint, String wayOut) {
        assertThatThrownBy(() -> open(false, endpoint))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(endpoint.toString().replace("/path", ""))
                .hasMessageContaining(wayOut);
    }

    @Test
    void aDaemonWhoseHostHasAnUnderscoreIsCalled() throws CallFailure {
        AddressRule toLoopback = AddressRule.any().resolvedBy(host -> List.of(InetAddress.getLoopbackAddress()));
        Connections.Rules rules = new Connections.Rules(
                true, Tls.defaults(), Connections.Rules.MAX_MESSAGE_BYTES, SnetListener.none(), toLoopback);
        try (TinyDaemon daemon = TinyDaemon.plain();
                Replicas channel = Connections.to(List.of(daemon.endpoint("my_daemon")), rules)
                        .open(threads)) {
            assertThat(UnaryCall.of(DaemonGrpc.getGetTrainingMetadataMethod(), AnswerLimit.CONTROL)
                            .send(channel, Empty.getDefaultInstance(), Budget.of(Duration.ofMinutes(1)))
                            .getTrainingEnabled())
                    .isTrue();
        }
    }

    @Test
    void whatCannotBeCalledIsPassedOverWhileThereAreOthers() {
        URI good = URI.create("https://example.org");
        try (Replicas channel = open(false, URI.create("ftp://example.org"), good, URI.create("http://example.org"))) {
            assertThat(channel.authority()).isEqualTo("example.org:443");
        }
    }

    @Test
    void whenNoneCanBeCalledEachIsNamed() {
        assertThatThrownBy(() -> open(false, URI.create("ftp://one.example"), URI.create("http://two.example")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("one.example")
                .satisfies(e -> assertThat(e.getSuppressed()[0]).hasMessageContaining("two.example"));
        assertThatThrownBy(() -> open(false))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("no endpoint");
    }

    private Replicas open(boolean allowPlaintext, URI... endpoints) {
        return Connections.to(
                        List.of(endpoints),
                        new Connections.Rules(
                                allowPlaintext,
                                Tls.defaults(),
                                Connections.Rules.MAX_MESSAGE_BYTES,
                                SnetListener.none()))
                .open(threads);
    }
}
