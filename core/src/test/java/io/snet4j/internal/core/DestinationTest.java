package io.snet4j.internal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpServer;
import io.snet4j.observe.Request;
import io.snet4j.observe.SnetListener;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationTest {
    private static Destination of(String uri) throws Exception {
        return Destination.of(URI.create(uri), host -> List.of(InetAddress.getByName("10.1.2.3")));
    }

    @ParameterizedTest
    @CsvSource({
        // As curl makes them.
        "https://:SECRET@host/v3, https://host/v3, OlNFQ1JFVA==",
        "https://KEY@host, https://host, S0VZOg==",
        "http://user:pass@host:8545/a?b=c, http://host:8545/a?b=c, dXNlcjpwYXNz",
        "http://us%20er:p%40ss%2F@[::1]:8545/, http://[::1]:8545/, dXMgZXI6cEBzcy8=",
        "http://a:b@my_node:8545/x, http://10.1.2.3:8545/x, YTpi",
    })
    void whatStandsBeforeTheHostBecomesBasicAuthorization(String uri, String sentTo, String credentials)
            throws Exception {
        Destination destination = of(uri);

        assertThat(destination.uri()).hasToString(sentTo);
        assertThat(destination.authorization()).hasValue("Basic " + credentials);
        assertThat(destination.toString()).doesNotContain("SECRET", "KEY", "pass", credentials);
    }

    @ParameterizedTest
    @CsvSource({
        "http://my_node:8545/a?b=c, http://10.1.2.3:8545/a?b=c",
        "http://compose_ipfs_1/ipfs/, http://10.1.2.3/ipfs/",
        "http://node_1.my_net:80, http://10.1.2.3:80",
    })
    void aHostThatJavaDoesNotTakeIsResolvedBefore(String uri, String sentTo) throws Exception {
        assertThat(of(uri).uri()).hasToString(sentTo);
        assertThat(Http.requireHttp(URI.create(uri), "it")).hasToString(uri);
    }

    @Test
    void everyOtherUriStaysAsItIs() throws Exception {
        for (String uri : List.of("https://host/v3/key?x=%20y", "http://127.0.0.1:1/", "http://[::1]/")) {
            assertThat(of(uri)).isEqualTo(new Destination(URI.create(uri), Optional.empty()));
        }
    }

    @Test
    void ofAHostThatJavaCannotReachByTlsTheMessageSaysSo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Http.requireHttp(URI.create("https://u:SECRET@my_node/"), "the node"))
                .withMessageContaining("https://my_node")
                .withMessageContaining("underscore")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("SECRET"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://my_node:99999", "http://1.2.3.999", "http://_.1", "http://a..b_", "http:///x"})
    void whatIsNoHostIsNone(String uri) {
        assertThatIllegalArgumentException().isThrownBy(() -> Http.requireHttp(URI.create(uri), "the node"));
    }

    @Test
    void bothKindsOfRequestsCarryItToTheServerAndNotToWhereThatSendsOn() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            seen.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            boolean moved = exchange.getRequestURI().getPath().equals("/get");
            exchange.getResponseHeaders().add("Location", "/moved");
            exchange.sendResponseHeaders(moved ? 302 : 200, -1);
            exchange.close();
        });
        server.start();
        URI named =
                URI.create("http://user:pass@127.0.0.1:" + server.getAddress().getPort());
        try (Http http = new Http(
                Duration.ofMinutes(1), Optional.of(AddressRule.any()), Request.Kind.STORAGE, SnetListener.none())) {
            assertThat(http.post("it", named.resolve("/post"), "text/plain", BodyPublishers.noBody(), 9)
                            .status())
                    .isEqualTo(200);
            assertThat(http.get("it", named.resolve("/get"), "*/*", 9).status()).isEqualTo(200);
        } finally {
            server.stop(0);
        }

        assertThat(seen).containsExactly("/post Basic dXNlcjpwYXNz", "/get Basic dXNlcjpwYXNz", "/moved null");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, true",
        "LOCALHOST, true",
        "localhost., true",
        "127.0.0.1, true",
        "127.9.9.9, true",
        "[::1], true",
        "[0:0:0:0:0:0:0:1], true",
        "[0000:0000:0000:0000:0000:0000:0000:0001], true",
        "[::ffff:127.0.0.1], true",
        "localhost.example, false",
        "127.0.0.1.example, false",
        "127.0.0.999, false",
        "[::2], false",
        "10.0.0.1, false",
    })
    void thisMachineIsKnownInAllItsSpellings(String host, boolean loopback) {
        assertThat(AddressRule.isLoopback(host)).isEqualTo(loopback);
    }
}
