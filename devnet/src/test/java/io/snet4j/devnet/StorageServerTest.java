package io.snet4j.devnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.snet4j.errors.StorageException;
import io.snet4j.storage.IpfsStorage;
import io.snet4j.storage.Storage;
import io.snet4j.testing.Vectors;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Content storage answers as the version of Kubo that the Python client insists on. */
final class StorageServerTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String UNKNOWN = "QmT78zSuBmuS4z925WZfrqQ1qHaJ56DQaTfyMUF7F8ff5o";

    private static StorageServer server;
    private static IpfsStorage client;

    @BeforeAll
    static void start() {
        server = StorageServer.start(Ports.free());
        client = Storage.ipfs(server.uri(), Duration.ofSeconds(10));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static List<JsonNode> contents() {
        return StreamSupport.stream(Vectors.at("/cids").spliterator(), false)
                .filter(vector -> vector.hasNonNull("content_hex"))
                .filter(vector -> !vector.path("name").asText().equals("hello-world-newline"))
                .toList();
    }

    // Guard: StorageServer.add takes the request in one piece. In two, cut within the last boundary, it is taken for
    // cut off.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void contentThatArrivesInTwoPiecesIsTaken(int lastBytes) throws Exception {
        byte[] body = ("--limit\r\nContent-Disposition: form-data; name=\"file\"; filename=\"file\"\r\n\r\nhello"
                        + "\r\n--limit--\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = new Socket("127.0.0.1", server.uri().getPort())) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            out.write(
                    ("POST /api/v0/add HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=limit\r\n"
                                    + "Content-Length: " + body.length + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            out.write(body, 0, body.length - lastBytes);
            out.flush();
            // Long enough that the pieces mostly arrive as two; as one, they are taken as well.
            Thread.sleep(20);
            out.write(body, body.length - lastBytes, lastBytes);

            assertThat(new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                            .readLine())
                    .startsWith("HTTP/1.1 200");
        }
    }

    @ParameterizedTest
    @MethodSource("contents")
    void contentIsFoundByEveryCidOfIt(JsonNode vector) throws Exception {
        byte[] content =
                HexFormat.of().parseHex(vector.path("content_hex").asText().substring(2));
        String cid = vector.path("cid_v0").asText();

        assertThat(client.add(content)).isEqualTo(URI.create("ipfs://" + cid));

        assertThat(client.fetch(URI.create("ipfs://" + cid))).isEqualTo(content);
        assertThat(get("/api/v0/cat?arg=" + vector.path("cid_v1_dag_pb").asText())
                        .body())
                .isEqualTo(content);
        assertThat(get("/ipfs/" + cid).body()).isEqualTo(content);
    }

    @Test
    void contentOfSeveralBlocksComesBackWhole() {
        byte[] content = new byte[1_000_000];
        new Random(7).nextBytes(content);
        assertThat(client.fetch(client.add(content))).isEqualTo(content);
    }

    @Test
    void thePythonClientFindsTheVersionItWants() throws Exception {
        for (HttpResponse<byte[]> response :
                List.of(get("/api/v0/version?stream-channels=true"), post("/api/v0/version"))) {
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(json(response).path("Version").asText()).isEqualTo("0.4.23");
        }
    }

    @Test
    void thePythonClientGetsContentAndItsBlock() throws Exception {
        byte[] content = "{\"org_id\":\"snet\"}".getBytes(StandardCharsets.UTF_8);
        String cid = cidOf(client.add(content));

        HttpResponse<byte[]> cat = get("/api/v0/cat?stream-channels=true&arg=" + cid);
        assertThat(cat.body()).isEqualTo(content);
        assertThat(cat.headers().firstValue("Content-Type")).contains("text/plain");
        assertThat(post("/api/v0/cat?arg=/ipfs/" + cid).body()).isEqualTo(content);

        byte[] block = get("/api/v0/block/get?stream-channels=true&arg=" + cid).body();
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(block);
        byte[] multihash = base58(cid);
        assertThat(hash).isEqualTo(Arrays.copyOfRange(multihash, 2, multihash.length));
    }

    @Test
    void whatSeveralFilesAddIsListedLineByLine() throws Exception {
        String body = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nhello world\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"b\"\r\n\r\n\r\n--b--\r\n";
        HttpRequest request = HttpRequest.newBuilder(server.uri().resolve("/api/v0/add?pin=true"))
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.body().lines())
                .satisfiesExactly(
                        line -> assertThat(line).contains("Qmf412jQZiuVUtdgnB36FXFX7xg5V6KEbSJ4dpQuhkLyfD"),
                        line -> assertThat(line).contains("QmbFMke1KXqnYyBBWxB74N4c5SBnJMVAiMNRcGu6x1AwQH"));
    }

    @Test
    void unknownContentIsAnErrorInKubosForm() throws Exception {
        for (String call : List.of("cat", "block/get")) {
            HttpResponse<byte[]> response = post("/api/v0/" + call + "?arg=" + UNKNOWN);
            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(json(response).path("Message").asText()).contains("not found");
            assertThat(json(response).path("Type").asText()).isEqualTo("error");
        }
        assertThat(get("/ipfs/" + UNKNOWN).statusCode()).isEqualTo(404);
        assertThatThrownBy(() -> client.fetch(URI.create("ipfs://" + UNKNOWN))).isInstanceOf(StorageException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?arg=", "?arg=nonsense", "?arg=Qm", "?arg=%22%5C"})
    void aBadArgumentIsAnErrorInKubosForm(String query) throws Exception {
        HttpResponse<byte[]> response = get("/api/v0/cat" + query);
        assertThat(response.statusCode()).isIn(400, 500);
        assertThat(json(response).path("Message").asText()).isNotEmpty();
    }

    @Test
    void addingNothingIsRefused() throws Exception {
        assertThat(post("/api/v0/add").statusCode()).isEqualTo(400);
        assertThat(post("/api/v0/unheard-of").statusCode()).isEqualTo(404);
    }

    @Test
    void aTakenPortIsNamed() {
        int port = server.uri().getPort();
        assertThatThrownBy(() -> StorageServer.start(port))
                .isInstanceOf(DevnetException.class)
                .hasMessageContaining("127.0.0.1:" + port);
    }

    private static HttpResponse<byte[]> get(String path) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(server.uri().resolve(path)).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static HttpResponse<byte[]> post(String path) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(server.uri().resolve(path))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private static JsonNode json(HttpResponse<byte[]> response) throws Exception {
        return new ObjectMapper().readTree(response.body());
    }

    private static String cidOf(URI uri) {
        return uri.toString().substring("ipfs://".length());
    }

    private static byte[] base58(String text) {
        String alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
        BigInteger value = BigInteger.ZERO;
        for (char c : text.toCharArray()) {
            value = value.multiply(BigInteger.valueOf(58)).add(BigInteger.valueOf(alphabet.indexOf(c)));
        }
        return value.toByteArray();
    }
}
