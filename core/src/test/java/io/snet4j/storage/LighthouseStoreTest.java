package io.snet4j.storage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.snet4j.errors.StorageException;
import io.snet4j.testing.ContentServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a server that takes what Lighthouse's own client sends, and says what a test tells it. */
class LighthouseStoreTest {
    private static final String TOKEN = "secret.Token-1";
    private static final byte[] CONTENT = "{\"a\":1}".getBytes(UTF_8);

    private final List<Stored> stored = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private Function<byte[], String> answer =
            content -> "{\"Name\":\"file\",\"Hash\":\"" + Cid.ofRaw(content) + "\",\"Size\":\"7\"}";
    private int status = 200;

    /** What came. */
    private record Stored(String request, String authorization, String encryption, String type, byte[] content) {}

    LighthouseStoreTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
    }

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String type = exchange.getRequestHeaders().getFirst("Content-Type");
            byte[] content = file(exchange.getRequestBody().readAllBytes(), type.replaceFirst(".*boundary=", ""));
            stored.add(new Stored(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    exchange.getRequestHeaders().getFirst("Encryption"),
                    exchange.getRequestHeaders().getFirst("Mime-Type"),
                    content));
            byte[] body = answer.apply(content).getBytes(UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** The one part of a form, byte for byte. */
    private static byte[] file(byte[] form, String boundary) {
        String text = new String(form, ISO_8859_1);
        String head = "--" + boundary
                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"file\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n";
        String end = "\r\n--" + boundary + "--\r\n";
        assertThat(text).startsWith(head).endsWith(end);
        return text.substring(head.length(), text.length() - end.length()).getBytes(ISO_8859_1);
    }

    private ContentStore store() {
        return ContentStore.lighthouse(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"), TOKEN, Duration.ofSeconds(20));
    }

    @Test
    void aContentIsSentAsTheirOwnClientDoesAndNamedByItsHash() {
        try (ContentStore store = store()) {
            assertThat(store.store(CONTENT))
                    .isEqualTo(URI.create("filecoin://" + Cid.ofRaw(CONTENT)))
                    .isEqualTo(store.expected(CONTENT));
        }
        assertThat(stored).singleElement().satisfies(one -> {
            assertThat(one.request()).isEqualTo("POST /api/v0/add");
            assertThat(one.authorization()).isEqualTo("Bearer " + TOKEN);
            assertThat(one.encryption()).isEqualTo("false");
            assertThat(one.type()).isEqualTo("application/octet-stream");
            assertThat(one.content()).isEqualTo(CONTENT);
        });
    }

    @Test
    void ofSeveralLinesTheLastIsTheFile() {
        answer = content -> "{\"Name\":\"other\",\"Hash\":\"QmX\"}\n{\"Hash\":\"" + Cid.of(content) + "\"}\n";
        try (ContentStore store = store()) {
            assertThat(store.store(CONTENT)).isEqualTo(URI.create("filecoin://" + Cid.of(CONTENT)));
        }
    }

    @Test
    void aLargeContentIsNamedByTheTreeOfItsBlocks() {
        byte[] large = new byte[(3 << 20) + 7];
        new Random(7).nextBytes(large);
        answer = content -> "{\"Hash\":\"" + Layout.MODERN.root(content) + "\"}";
        try (ContentStore store = store()) {
            assertThat(store.store(large)).isEqualTo(store.expected(large));
        }
        assertThat(stored.get(0).content()).isEqualTo(large);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"Hash\":\"bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku\"}|which is not what it would be called",
                "{\"Hash\":\"x\"}|named no CID",
                "{}|named no CID",
                "<html>|did not answer with JSON",
                "''|named no CID"
            })
    void anAnswerThatNamesNotThisContentIsRefused(String text, String reason) {
        answer = content -> text;
        try (ContentStore store = store()) {
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> store.store(CONTENT))
                    .withMessageContaining(reason);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 500, 302})
    void aRefusalIsToldWithoutTheToken(int code) {
        status = code;
        answer = content -> "no\u0007 room";
        try (ContentStore store = store()) {
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> store.store(CONTENT))
                    .withMessageContaining("refused the content: HTTP " + code + ": no\\u0007 room")
                    .withMessageNotContaining(TOKEN);
        }
        assertThat(stored).hasSize(1);
    }

    @Test
    void aTokenGoesNowhereWithoutTlsAndIsNoPartOfAHeaderBeyondItself() {
        URI far = URI.create("http://upload.example");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContentStore.lighthouse(far, TOKEN))
                .withMessageContaining("without TLS");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContentStore.lighthouse(ContentStore.LIGHTHOUSE_UPLOAD, "a\r\nX: y"))
                .withMessageContaining("is none");
        try (ContentStore store = ContentStore.lighthouse(ContentStore.LIGHTHOUSE_UPLOAD, TOKEN)) {
            assertThat(store).asString().doesNotContain(TOKEN);
        }
    }

    @Test
    void whatIsStoredThereIsReadByAGateway() {
        try (ContentStore store = store();
                ContentServer gateway = new ContentServer();
                Storage reader = Storage.gateway(gateway.uri("/ipfs/"), Duration.ofSeconds(20), 1 << 20)) {
            URI uri = store.store(CONTENT);
            gateway.on("/ipfs/" + Cid.ofRaw(CONTENT) + "?format=raw", CONTENT);

            assertThat(reader.fetch(uri)).isEqualTo(CONTENT);
        }
    }
}
