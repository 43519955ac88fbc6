package io.snet4j.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Empty;
import io.snet4j.errors.DaemonUnavailableException;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.errors.UntrustedConnectionException;
import io.snet4j.internal.core.Budget;
import io.snet4j.internal.transport.TestAuthority.Issued;
import io.snet4j.observe.SnetListener;
import io.snet4j.wire.training.DaemonGrpc;
import io.snet4j.wire.training.TrainingDaemonProto.TrainingMetadata;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who is believed to be a daemon. */
class TlsTest {
    private static final TestAuthority AUTHORITY = new TestAuthority("an authority of one's own");
    private static final TestAuthority STRANGER = new TestAuthority("somebody else's");

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    // Guard: Tls.trust, without which the JVM's own list decides, as a list that comes with a library would.
    @Test
    @Tag("D31")
    void aPrivateAuthorityCanBeTrusted() {
        try (TinyDaemon daemon = TinyDaemon.tls(server(), null)) {
            assertThat(ask(daemon.endpoint(), trusting(AUTHORITY)).getTrainingEnabled())
                    .isTrue();
        }
    }

    @Test
    void byDefaultThePublicAuthoritiesAreTrustedAndNoOther() {
        try (TinyDaemon daemon = TinyDaemon.tls(server(), null)) {
            assertThatThrownBy(() -> ask(daemon.endpoint(), Tls.defaults()))
                    .isInstanceOf(UntrustedConnectionException.class)
                    .hasMessageContaining("not trusted")
                    .hasMessageContaining("TlsOptions.trustedCertificates");
            assertThatThrownBy(() -> ask(daemon.endpoint(), trusting(STRANGER)))
                    .isInstanceOf(UntrustedConnectionException.class)
                    .hasMessageContaining("not trusted");
        }
    }

    @Test
    void anExpiredCertificateIsNamed() {
        Issued expired = AUTHORITY.issueExpired("daemon", GeneralName.iPAddress, "127.0.0.1");
        try (TinyDaemon daemon = TinyDaemon.tls(expired, null)) {
            assertThatThrownBy(() -> ask(daemon.endpoint(), trusting(AUTHORITY)))
                    .isInstanceOf(UntrustedConnectionException.class)
                    .hasMessageContaining("expired");
        }
    }

    @Test
    void aCertificateForAnotherHostIsNamed() {
        try (TinyDaemon daemon = TinyDaemon.tls(server(), null)) {
            assertThatThrownBy(() -> ask(daemon.endpoint("localhost"), trusting(AUTHORITY)))
                    .isInstanceOf(UntrustedConnectionException.class)
                    .hasMessageContaining("another host");
        }
    }

    @Test
    void aDaemonThatAsksForAClientCertificateGetsIt() {
        Issued client = AUTHORITY.issue("client", GeneralName.dNSName, "client.example");
        Tls known = Tls.of(
                Optional.of(AUTHORITY.pem()), Optional.of(client.certificatePem()), Optional.of(client.keyPem()));
        try (TinyDaemon daemon = TinyDaemon.tls(server(), AUTHORITY)) {
            assertThat(ask(daemon.endpoint(), known).getTrainingEnabled()).isTrue();
        }
    }

    @Test
    void withoutTheClientCertificateTheErrorSaysWhatIsMissing() {
        Issued unknown = STRANGER.issue("client", GeneralName.dNSName, "client.example");
        Tls stranger = Tls.of(
                Optional.of(AUTHORITY.pem()), Optional.of(unknown.certificatePem()), Optional.of(unknown.keyPem()));
        try (TinyDaemon daemon = TinyDaemon.tls(server(), AUTHORITY)) {
            for (Tls tls : List.of(trusting(AUTHORITY), stranger)) {
                assertThatThrownBy(() -> ask(daemon.endpoint(), tls))
                        .isInstanceOf(UntrustedConnectionException.class)
                        .hasMessageContaining("client certificate");
            }
            assertThat(daemon.calls()).isZero();
        }
    }

    @Test
    void aDaemonWithoutTlsBehindAnHttpsEndpointIsTold() {
        try (TinyDaemon daemon = TinyDaemon.plain()) {
            assertThatThrownBy(() -> ask(URI.create("https://127.0.0.1:" + daemon.port()), Tls.defaults()))
                    .isInstanceOf(UntrustedConnectionException.class)
                    .hasMessageContaining("does not speak TLS")
                    .hasMessageContaining("its endpoint would begin with http://")
                    .satisfies(TlsTest::isPlainAndForGood);
        }
    }

    @Test
    void aDaemonWithTlsBehindAnHttpEndpointIsTold() {
        try (TinyDaemon daemon = TinyDaemon.tls(server(), null)) {
            assertThatThrownBy(() -> ask(URI.create("http://127.0.0.1:" + daemon.port()), Tls.defaults()))
                    .isInstanceOf(UntrustedConnectionException.class)
                    .hasMessageContaining("it speaks TLS, so its endpoint begins with https://")
                    .satisfies(TlsTest::isPlainAndForGood);
        }
    }

    // Guard: SchemeWatch.isReset. Which of reset and alert arrives first is chance where both are sent, so it is reset
    // only.
    @Test
    void soIsOneThatResetsTheConnectionBeforeItsAlertIsRead() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            threads.execute(() -> alertToTlsResetToOthers(server));
            assertThatThrownBy(() -> ask(URI.create("http://127.0.0.1:" + server.getLocalPort()), Tls.defaults()))
                    .isInstanceOf(UntrustedConnectionException.class)
                    .hasMessageContaining("it speaks TLS, so its endpoint begins with https://")
                    .satisfies(TlsTest::isPlainAndForGood);
        }
    }

    @Test
    void aPlainDaemonThatResetsTheConnectionIsOutOfReach() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            threads.execute(() -> resetAll(server));
            assertThatThrownBy(() -> ask(URI.create("http://127.0.0.1:" + server.getLocalPort()), Tls.defaults()))
                    .isInstanceOf(DaemonUnavailableException.class);
        }
    }

    private static void alertToTlsResetToOthers(ServerSocket server) {
        byte[] handshakeFailure = {0x15, 3, 3, 0, 2, 2, 40};
        eachConnection(server, connection -> {
            if (connection.getInputStream().read() == 0x16) {
                connection.getOutputStream().write(handshakeFailure);
                connection.shutdownOutput();
                connection.getInputStream().readAllBytes();
            } else {
                reset(connection);
            }
        });
    }

    private static void resetAll(ServerSocket server) {
        eachConnection(server, connection -> {
            connection.getInputStream().read();
            reset(connection);
        });
    }

    private static void reset(Socket connection) throws IOException {
        connection.setSoLinger(true, 0);
    }

    private interface Conversation {
        void hold(Socket connection) throws IOException;
    }

    private static void eachConnection(ServerSocket server, Conversation conversation) {
        while (!server.isClosed()) {
            try (Socket connection = server.accept()) {
                conversation.hold(connection);
            } catch (IOException e) {
                // The other side went, or the server is closed: the loop's condition tells.
            }
        }
    }

    private static void isPlainAndForGood(Throwable e) {
        assertThat(((SnetException) e).isRetryable()).isFalse();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            assertThat(String.valueOf(cause.getMessage())).doesNotContain("Pipeline", "Handler#", "SETTINGS");
        }
    }

    @Test
    void whatIsNoCertificateIsRefusedWithoutShowingTheKey() {
        Issued client = AUTHORITY.issue("client", GeneralName.dNSName, "client.example");
        assertThatThrownBy(() -> Tls.of(Optional.of("nothing"), Optional.empty(), Optional.empty()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("trusted certificates");
        assertThatThrownBy(() -> Tls.of(Optional.empty(), Optional.of("nothing"), Optional.of(client.keyPem())))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("client certificate");
        String damaged = client.keyPem().replace('A', '?');
        assertThatThrownBy(() -> Tls.of(Optional.empty(), Optional.of(client.certificatePem()), Optional.of(damaged)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("PKCS#8")
                .hasNoCause()
                .satisfies(e -> assertThat(e.getMessage())
                        .doesNotContain(client.keyPem().substring(30, 50)));
    }

    private static Issued server() {
        return AUTHORITY.issue("daemon", GeneralName.iPAddress, "127.0.0.1");
    }

    private static Tls trusting(TestAuthority authority) {
        return Tls.of(Optional.of(authority.pem()), Optional.empty(), Optional.empty());
    }

    private TrainingMetadata ask(URI endpoint, Tls tls) throws SnetException {
        Connections.Rules rules =
                new Connections.Rules(false, tls, Connections.Rules.MAX_MESSAGE_BYTES, SnetListener.none());
        try (Replicas daemon = Connections.to(List.of(endpoint), rules).open(threads)) {
            return UnaryCall.of(DaemonGrpc.getGetTrainingMetadataMethod(), AnswerLimit.CONTROL)
                    .send(daemon, Empty.getDefaultInstance(), Budget.of(Duration.ofSeconds(20)));
        } catch (CallFailure failure) {
            throw failure.toException(Charge.NONE);
        }
    }
}
