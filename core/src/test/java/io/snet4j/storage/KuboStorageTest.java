package io.snet4j.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.snet4j.errors.StorageException;
import io.snet4j.internal.text.SizeText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KuboStorageTest {
    private static final byte[] HELLO = "hello world".getBytes(UTF_8);
    private static final byte[] TWO_CHUNKS = new byte[300_000];

    private final Map<String, byte[]> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream uploaded = new ByteArrayOutputStream();
    private final HttpServer server;
    private final URI endpoint;
    private final IpfsStorage storage;

    KuboStorageTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        storage = Storage.ipfs(endpoint, Duration.ofSeconds(20));
    }

    @BeforeEach
    void start() {
        server.createContext("/api/v0/", this::handle);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String command = exchange.getRequestURI().toString().substring("/api/v0/".length());
            requests.add(exchange.getRequestMethod() + " " + command);
            uploaded.writeBytes(exchange.getRequestBody().readAllBytes());
            byte[] answer = answers.get(command.startsWith("add?") ? "add" : command);
            byte[] body = answer == null ? "{\"Message\":\"block not found\"}".getBytes(UTF_8) : answer;
            exchange.sendResponseHeaders(answer == null ? 500 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private void holds(byte[] content) {
        UnixFs.blocks(content).forEach(block -> answers.put("block/get?arg=" + block.cid(), block.bytes()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 11, 262_144, 262_145, 300_000})
    void contentOfAnySizeIsReadBack(int size) {
        byte[] content = new byte[size];
        holds(content);

        assertThat(storage.fetch(Cid.of(content).toUri())).isEqualTo(content);
        assertThat(requests).allMatch(request -> request.startsWith("POST "));
    }

    // Guard: KuboStorage.fetch makes the content of the block that was hashed, and asks for no "cat" beside it.
    @Tag("D18")
    @Test
    void aSecondDownloadThatNobodyHashesIsNotMade() {
        holds(HELLO);
        answers.put("cat?arg=" + Cid.of(HELLO), "forged".getBytes(UTF_8));

        assertThat(storage.fetch(Cid.of(HELLO).toUri())).isEqualTo(HELLO);
        assertThat(requests).containsExactly("POST block/get?arg=" + Cid.of(HELLO));
    }

    @Test
    void filecoinContentThatGoesByItsHashOfIpfsIsReadToo() {
        answers.put("block/get?arg=" + Cid.ofRaw(HELLO), HELLO);

        assertThat(storage.fetch(URI.create("filecoin://" + Cid.ofRaw(HELLO)))).isEqualTo(HELLO);
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> storage.read(URI.create("filecoin://baga6ea4seaq")))
                .withMessageContaining("filecoin://baga6ea4seaq");
    }

    @Test
    void aRawBlockIsItsOwnContent() {
        answers.put("block/get?arg=" + Cid.ofRaw(HELLO), HELLO);

        assertThat(storage.fetch(Cid.ofRaw(HELLO).toUri())).isEqualTo(HELLO);
    }

    @Test
    void aVersion1NameOfTheSameBlockIsReadToo() {
        Cid v1 = Cid.parse("bafybeihykld7uyxzogax6vgyvag42y7464eywpf55gxi5qpoisibh3c5wa");
        answers.put("block/get?arg=" + v1, UnixFs.blocks(HELLO).get(0).bytes());

        assertThat(storage.fetch(v1.toUri())).isEqualTo(HELLO);
    }

    // Guard: BlockSource.require compares the hash of the very bytes that are used.
    @Tag("D18")
    @Test
    void otherBytesThanWereHashedAreRefused() {
        answers.put("block/get?arg=" + Cid.ofRaw(HELLO), "hello World".getBytes(UTF_8));
        answers.put("block/get?arg=" + Cid.of(HELLO), DagPbNode.leaf("hello World".getBytes(UTF_8)));

        for (Cid cid : List.of(Cid.ofRaw(HELLO), Cid.of(HELLO))) {
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> storage.fetch(cid.toUri()))
                    .withMessageContaining("gave other bytes for " + cid.toUri());
        }
    }

    @Test
    void ofSeveralBlocksTheForgedOneIsNamed() {
        holds(TWO_CHUNKS);
        Cid last = UnixFs.blocks(TWO_CHUNKS).get(1).cid();
        answers.put("block/get?arg=" + last, DagPbNode.leaf("forged".getBytes(UTF_8)));

        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> storage.fetch(Cid.of(TWO_CHUNKS).toUri()))
                .withMessageContaining("the IPFS node at http://127.0.0.1:")
                .withMessageContaining("gave other bytes for " + last.toUri());
    }

    @Test
    void aDirectoryIsNoContent() throws IOException {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(block);
        out.writeBytes(1, ByteString.copyFrom(new byte[] {8, 1}));
        out.flush();
        Cid cid = Cid.ofNode(block.toByteArray());
        answers.put("block/get?arg=" + cid, block.toByteArray());

        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> storage.fetch(cid.toUri()))
                .withMessageContaining("is no file");
    }

    @Test
    void aMalformedBlockIsNoContent() {
        byte[] block = {10, 100, 1};
        answers.put("block/get?arg=" + Cid.ofNode(block), block);

        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> storage.fetch(Cid.ofNode(block).toUri()))
                .withMessageContaining("malformed");
    }

    @Test
    void contentAboveTheLimitIsRefusedBeforeItIsFetched() {
        holds(TWO_CHUNKS);
        holds(HELLO);
        IpfsStorage small = Storage.ipfs(endpoint, Duration.ofSeconds(20), 10);

        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> small.fetch(Cid.of(TWO_CHUNKS).toUri()))
                .withMessageContaining("300000 bytes); at most 10 bytes are read");
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> small.fetch(Cid.of(HELLO).toUri()))
                .withMessageContaining("11 bytes; at most 10");
        assertThat(requests).hasSize(2);
    }

    @Test
    void anEndlessAnswerIsCutOff() {
        answers.put("block/get?arg=" + Cid.of(TWO_CHUNKS), new byte[BlockSource.MAX_BLOCK_BYTES + 1]);
        IpfsStorage limited = Storage.ipfs(endpoint, Duration.ofSeconds(20), 350_000);

        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> limited.fetch(Cid.of(TWO_CHUNKS).toUri()))
                .withMessageContaining("larger than " + SizeText.exact(BlockSource.MAX_BLOCK_BYTES));
    }

    @Test
    void whatTheNodeSaysIsInTheMessage() {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> storage.fetch(Cid.of(HELLO).toUri()))
                .withMessageContaining("HTTP 500")
                .withMessageContaining("block not found");
    }

    @Test
    void addingAnswersTheUriOfTheContent() {
        answers.put(
                "add", ("{\"Name\":\"file\",\"Hash\":\"" + Cid.of(HELLO) + "\",\"Size\":\"19\"}\n").getBytes(UTF_8));

        assertThat(storage.add(HELLO)).isEqualTo(Cid.of(HELLO).toUri());
        assertThat(requests).singleElement().asString().startsWith("POST add?pin=true&cid-version=0");
        assertThat(uploaded.toString(UTF_8)).contains("\r\n\r\nhello world\r\n--");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 262_144, 262_145, 46_000_000})
    void aStreamIsNamedByWhatWasSentOfIt(int size) {
        byte[] content = new byte[size];
        content[size / 2] = 1;
        answers.put("add", ("{\"Hash\":\"" + Cid.of(content) + "\"}").getBytes(UTF_8));

        assertThat(storage.add(size, () -> new ByteArrayInputStream(content)))
                .isEqualTo(Cid.of(content).toUri());
        assertThat(uploaded.size()).isGreaterThan(size);
    }

    @Test
    void aStreamThatIsNamedOtherwiseOrIsTooShortOrTooLongIsRefused() {
        answers.put("add", ("{\"Hash\":\"" + Cid.of(TWO_CHUNKS) + "\"}").getBytes(UTF_8));
        for (int announced : new int[] {HELLO.length, HELLO.length + 1, HELLO.length - 1}) {
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> storage.add(announced, () -> new ByteArrayInputStream(HELLO)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"Hash\":\"QmbFMke1KXqnYyBBWxB74N4c5SBnJMVAiMNRcGu6x1AwQH\"}", "{}", "", "<html>"})
    void addingIsNotBelievedBlindly(String answer) {
        answers.put("add", answer.getBytes(UTF_8));

        assertThatExceptionOfType(StorageException.class).isThrownBy(() -> storage.add(HELLO));
    }

    @Test
    void aNodeThatIsNotThereIsNamed() {
        server.stop(0);

        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> storage.add(HELLO))
                .withMessageContaining("the IPFS node at http://127.0.0.1:")
                .withMessageContaining("cannot connect");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/x",
                "ipfs://Qmf412jQZiuVUtdgnB36FXFX7xg5V6KEbSJ4dpQuhkLyfD/a",
                "ipfs://Qmf412jQZiuVUtdgnB36FXFX7xg5V6KEbSJ4dpQuhkLyfD?x=y",
                "ipfs://baga6ea4seaq",
                "filecoin://",
                "filecoin://a%2Fb"
            })
    void anotherUriIsRefusedWithoutAsking(String uri) {
        assertThatIllegalArgumentException().isThrownBy(() -> storage.fetch(URI.create(uri)));
        assertThat(requests).isEmpty();
    }
}
