package io.snet4j.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Empty;
import com.sun.net.httpserver.HttpServer;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.errors.PrivateAddressException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.errors.UntrustedConnectionException;
import io.snet4j.internal.core.AddressRule;
import io.snet4j.internal.core.Budget;
import io.snet4j.internal.transport.TestAuthority.Issued;
import io.snet4j.observe.SnetListener;
import io.snet4j.wire.training.DaemonGrpc;
import io.snet4j.wire.training.TrainingDaemonProto.TrainingMetadata;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the endpoints of a service's metadata may lead. */
class PrivateAddressTest {
    private static final TestAuthority AUTHORITY = new TestAuthority("an authority");
    private static final AddressRule PUBLIC_ONLY = AddressRule.publicOnly("allow it");

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    private static AddressRule resolving(AddressRule rule, String... addresses) {
        return rule.resolvedBy(host ->
                Arrays.stream(addresses).map(PrivateAddressTest::address).toList());
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private Replicas open(AddressRule rule, Tls tls, URI... endpoints) {
        Connections.Rules rules =
                new Connections.Rules(true, tls, Connections.Rules.MAX_MESSAGE_BYTES, SnetListener.none(), rule);
        return Connections.to(List.of(endpoints), rules).open(threads);
    }

    private static TrainingMetadata ask(Replicas daemon) throws SnetException {
        try {
            return UnaryCall.of(DaemonGrpc.getGetTrainingMetadataMethod(), AnswerLimit.CONTROL)
                    .send(daemon, Empty.getDefaultInstance(), Budget.of(Duration.ofSeconds(20)));
        } catch (CallFailure failure) {
            throw failure.toException(Charge.NONE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:2379",
                "https://169.254.169.254",
                "http://localhost:80",
                "https://[::1]:443",
                "https://[::ffff:10.0.0.1]",
                "http://0177.0.0.1:80",
                "https://2130706433"
            })
    void anEndpointThatIsAPrivateAddressIsRefusedWhenTheServiceIsOpened(URI endpoint) {
        assertThatThrownBy(() -> open(PUBLIC_ONLY, Tls.defaults(), endpoint))
                .isInstanceOf(PrivateAddressException.class)
                .hasMessageContaining(endpoint.toString())
                .hasMessageContaining(" leads to ")
                .hasMessageContaining("allow it");
    }

    @Test
    void aPrivateEndpointIsPassedOverWhileThereAreOthers() {
        try (Replicas channel = open(
                PUBLIC_ONLY, Tls.defaults(), URI.create("http://10.0.0.1:1"), URI.create("https://daemon.example"))) {
            assertThat(channel.authority()).isEqualTo("daemon.example:443");
        }
    }

    @Test
    void aNameThatLeadsToAPrivateAddressIsNotConnectedTo() throws IOException {
        try (ServerSocket target = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Replicas daemon = open(
                        resolving(PUBLIC_ONLY, "127.0.0.1"),
                        Tls.defaults(),
                        URI.create("http://daemon.example:" + target.getLocalPort()))) {
            assertThatThrownBy(() -> ask(daemon))
                    .isInstanceOfSatisfying(PrivateAddressException.class, e -> {
                        assertThat(e.charge()).isEqualTo(Charge.NONE);
                        assertThat(e.isRetryable()).isFalse();
                    })
                    .hasMessageContaining("http://daemon.example:" + target.getLocalPort())
                    .hasMessageContaining("127.0.0.1, a loopback address")
                    .hasMessageContaining("allow it");
            assertThat(daemon.release().get()).isEmpty();
            assertNobodyConnected(target);
        }
    }

    private static void assertNobodyConnected(ServerSocket target) throws IOException {
        // Whoever had connected would be before this one in the queue.
        try (Socket own = new Socket(target.getInetAddress(), target.getLocalPort());
                Socket first = target.accept()) {
            assertThat(first.getPort()).isEqualTo(own.getLocalPort());
        }
    }

    @Test
    void aNameIsResolvedOnceForAConnectionAndWhatWasCheckedIsConnectedTo() {
        AtomicInteger resolved = new AtomicInteger();
        try (TinyDaemon tiny = TinyDaemon.plain()) {
            AddressRule rebinding = PUBLIC_ONLY
                    .except(List.of("127.0.0.1"))
                    .resolvedBy(host ->
                            List.of(address(resolved.getAndIncrement() == 0 ? "127.0.0.1" : "169.254.169.254")));
            try (Replicas daemon = open(rebinding, Tls.defaults(), tiny.endpoint("daemon.example"))) {
                assertThat(daemon.authority()).isEqualTo("daemon.example:" + tiny.port());
                assertThat(ask(daemon).getTrainingEnabled()).isTrue();
            }
            assertThat(resolved).hasValue(1);
        }
    }

    @Test
    void tlsChecksTheEndpointsNameAndNotTheAddress() {
        Tls trusting = Tls.of(Optional.of(AUTHORITY.pem()), Optional.empty(), Optional.empty());
        Issued issued = AUTHORITY.issue("daemon", GeneralName.dNSName, "daemon.example");
        AddressRule rule = resolving(PUBLIC_ONLY.except(List.of("127.0.0.1")), "10.0.0.1", "127.0.0.1");
        try (TinyDaemon tiny = TinyDaemon.tls(issued, null)) {
            try (Replicas daemon = open(rule, trusting, tiny.endpoint("daemon.example"))) {
                assertThat(ask(daemon).getTrainingEnabled()).isTrue();
            }
            try (Replicas daemon = open(rule, trusting, tiny.endpoint("other.example"))) {
                assertThatThrownBy(() -> ask(daemon))
                        .isInstanceOf(UntrustedConnectionException.class)
                        .hasMessageContaining("another host");
            }
        }
    }

    @Test
    void aHostThatCannotBeResolvedCannotBeReached() {
        AddressRule rule = PUBLIC_ONLY.resolvedBy(host -> {
            throw new UnknownHostException(host);
        });
        try (Replicas daemon = open(rule, Tls.defaults(), URI.create("https://daemon.example"))) {
            assertThatThrownBy(() -> ask(daemon))
                    .isNotInstanceOf(PrivateAddressException.class)
                    .hasMessageContaining("daemon.example cannot be resolved");
        }
    }

    @Test
    void anotherReplicaIsCalledInPlaceOfAPrivateOne() {
        try (TinyDaemon tiny = TinyDaemon.plain()) {
            AddressRule rule = PUBLIC_ONLY
                    .except(List.of("127.0.0.1"))
                    .resolvedBy(host -> List.of(address(host.startsWith("good") ? "127.0.0.1" : "10.0.0.1")));
            try (Replicas daemon =
                    open(rule, Tls.defaults(), tiny.endpoint("bad.example"), tiny.endpoint("good.example"))) {
                assertThat(ask(daemon).getTrainingEnabled()).isTrue();
            }
        }
    }

    @Test
    void theHeartbeatPageComesFromTheAddressThatWasChecked() throws IOException {
        AtomicInteger resolved = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/heartbeat", exchange -> {
            byte[] body = ("{\"daemonVersion\":\"v6.2.0\",\"serviceID\":\""
                            + exchange.getRequestHeaders().getFirst("Host") + "\"}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            AddressRule rebinding = PUBLIC_ONLY
                    .except(List.of("127.0.0.1"))
                    .resolvedBy(host ->
                            List.of(address(resolved.getAndIncrement() == 0 ? "127.0.0.1" : "169.254.169.254")));
            URI endpoint =
                    URI.create("http://daemon.example:" + server.getAddress().getPort());
            DaemonPage page =
                    new DaemonPage(endpoint, rebinding, Tls.defaults(), SnetListener.none(), threads, System::nanoTime);

            assertThat(page.get()).isPresent();
            assertThat(resolved).hasValue(1);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aHeartbeatPageDoesNotLeadToAPrivateAddressEither() throws IOException {
        try (ServerSocket target = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI endpoint = URI.create("http://daemon.example:" + target.getLocalPort());
            DaemonPage page = new DaemonPage(
                    endpoint,
                    resolving(PUBLIC_ONLY, "127.0.0.1"),
                    Tls.defaults(),
                    SnetListener.none(),
                    threads,
                    System::nanoTime);

            PaymentTerms terms = page.terms().join();

            assertThat(terms.reached()).isFalse();
            assertThat(terms.forbidden()).isPresent();
            assertNobodyConnected(target);
        }
    }

    @Test
    void whereAllDaemonsAreAtPrivateAddressesACallEndsBeforeItIsPaid() {
        AddressRule rule = resolving(PUBLIC_ONLY, "10.0.0.1");
        try (Replicas daemons =
                open(rule, Tls.defaults(), URI.create("http://one.example:1"), URI.create("https://two.example:1"))) {
            assertThatThrownBy(() -> daemons.terms().join())
                    .cause()
                    .isInstanceOfSatisfying(PrivateAddressException.class, e -> assertThat(e.charge())
                            .isEqualTo(Charge.NONE))
                    .hasMessageContaining("two.example")
                    .hasMessageContaining("10.0.0.1, a private address");
        }
    }

    @Test
    void termsAreThoseOfTheDaemonThatMayBeCalled() {
        try (TinyDaemon tiny = TinyDaemon.plain()) {
            AddressRule rule = PUBLIC_ONLY
                    .except(List.of("127.0.0.1"))
                    .resolvedBy(host -> List.of(address(host.startsWith("good") ? "127.0.0.1" : "10.0.0.1")));
            try (Replicas daemons =
                    open(rule, Tls.defaults(), tiny.endpoint("bad.example"), tiny.endpoint("good.example"))) {
                assertThat(daemons.terms().join().daemon()).isEqualTo(tiny.endpoint("good.example"));
            }
        }
    }

    @Test
    void termsOfDaemonsThatAreDownAndNotForbiddenAreStillTold() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        AddressRule rule = PUBLIC_ONLY.except(List.of("127.0.0.1")).resolvedBy(host -> {
            if (host.startsWith("gone")) {
                throw new UnknownHostException(host);
            }
            return List.of(address(host.startsWith("down") ? "127.0.0.1" : "10.0.0.1"));
        });
        try (Replicas daemons = open(
                rule,
                Tls.defaults(),
                URI.create("http://down.example:" + port),
                URI.create("http://gone.example:" + port),
                URI.create("http://bad.example:" + port))) {
            assertThat(daemons.terms().join().reached()).isFalse();
        }
    }

    @Test
    void whatCannotBeCalledIsStillTold() {
        assertThatThrownBy(() -> open(PUBLIC_ONLY, Tls.defaults(), URI.create("ftp://daemon.example")))
                .isInstanceOf(InvalidRequestException.class);
    }
}
