package io.snet4j.internal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.sun.net.httpserver.HttpServer;
import io.snet4j.observe.Request;
import io.snet4j.observe.SnetListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An answer of 40000 bytes. */
class HttpStoreTest {
    private final HttpServer server;
    private final URI uri;
    private final Http http =
            new Http(Duration.ofMinutes(1), Optional.empty(), Request.Kind.STORAGE, SnetListener.none());

    HttpStoreTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                byte[] body = ("<Code>" + exchange.getRequestMethod() + "</Code>" + " ".repeat(40_000)).getBytes();
                exchange.sendResponseHeaders(403, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/object");
    }

    @AfterEach
    void close() {
        http.close();
        server.stop(0);
    }

    @Test
    void ofALargeAnswerToAnUploadTheBeginningIsRead() throws IOException {
        Http.Response answer = http.store("PUT", uri, Map.of("X-A", "b"), BodyPublishers.ofString("object"), 100);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(new String(answer.body())).hasSize(100).startsWith("<Code>PUT</Code>");
    }

    @Test
    void aLargeAnswerToAnythingElseIsAFailure() {
        assertThatIOException()
                .isThrownBy(() -> http.get("object", uri, "*/*", 100))
                .withMessage("the answer is larger than 100 bytes");
    }
}
