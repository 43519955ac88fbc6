package io.snet4j.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.ChainException;
import io.snet4j.errors.NodeRefusedException;
import io.snet4j.errors.NodeUnavailableException;
import io.snet4j.errors.NodeUnavailableException.Problem;
import io.snet4j.testing.ScriptedNode;
import io.snet4j.testing.ScriptedNode.Answer;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRpcChainTest {
    private final ScriptedNode node = new ScriptedNode();
    private final Chain chain = Chain.connect(
            node.uri(),
            ChainOptions.builder()
                    .timeout(Duration.ofSeconds(20))
                    .pause(duration -> {})
                    .build());
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void close() {
        end.countDown();
        chain.close();
        node.close();
    }

    @Test
    void theChainIdIsAskedOnce() {
        node.on("eth_chainId", "\"0xaa36a7\"");

        assertThat(chain.chainId()).isEqualTo(11155111);
        assertThat(chain.chainId()).isEqualTo(11155111);
        assertThat(node.requests("eth_chainId")).hasSize(1);
    }

    @Test
    void quantitiesAndDataAreRead() {
        node.on("eth_blockNumber", "\"0x0\"").on("eth_getCode", "\"0x\"").on("eth_call", "\"0x0102\"");

        assertThat(chain.blockNumber()).isEqualTo(BlockNumber.ZERO);
        assertThat(chain.hasCode(Address.ZERO)).isFalse();
        assertThat(chain.call(Address.ZERO, new byte[] {7})).containsExactly(1, 2);
        assertThat(node.requests("eth_call").get(0).at("/0/data").asText()).isEqualTo("0x07");
        assertThat(node.requests("eth_call").get(0).at("/1").asText()).isEqualTo("latest");
    }

    private static Function<JsonNode, Answer> echoing() {
        return parameters -> Answer.result(parameters.at("/0/data").toString());
    }

    @Test
    void severalReadsAreOneRequestAndBringTheChainsIdAlong() {
        node.takingBatches().on("eth_chainId", "\"0x7a69\"").on("eth_call", echoing());

        assertThat(chain.calls(Address.ZERO, List.of(new byte[] {7}, new byte[] {8})))
                .containsExactly(new byte[] {7}, new byte[] {8});
        assertThat(chain.chainId()).isEqualTo(31337);
        assertThat(node.posts()).isEqualTo(1);

        chain.calls(Address.ZERO, List.of(new byte[] {7}, new byte[] {8}));
        assertThat(node.posts()).isEqualTo(2);
        assertThat(node.requests("eth_chainId")).hasSize(1);
    }

    @Test
    void manyReadsAreAFewRequests() {
        node.takingBatches().on("eth_chainId", "\"0x7a69\"").on("eth_call", echoing());
        List<byte[]> data =
                IntStream.range(0, 120).mapToObj(i -> new byte[] {(byte) i}).toList();

        assertThat(chain.calls(Address.ZERO, data)).containsExactlyElementsOf(data);
        assertThat(node.posts()).isEqualTo(3);
    }

    @Test
    void aNodeThatTakesNoBatchIsAskedForEachThingAndIsOfferedNoneAgain() {
        node.on("eth_chainId", "\"0x7a69\"").on("eth_call", echoing());
        List<byte[]> data = List.of(new byte[] {7}, new byte[] {8});

        assertThat(chain.calls(Address.ZERO, data)).containsExactlyElementsOf(data);
        assertThat(node.posts()).isEqualTo(1 + 3);

        assertThat(chain.calls(Address.ZERO, data)).containsExactlyElementsOf(data);
        assertThat(node.posts()).isEqualTo(1 + 3 + 2);
    }

    @Test
    void aNodeThatHangsUpOnBatchesIsAskedForEachThingAndIsOfferedNoneAgain() {
        node.hangingUpOn(JsonNode::isArray).on("eth_chainId", "\"0x7a69\"").on("eth_call", echoing());
        List<byte[]> data = List.of(new byte[] {7}, new byte[] {8});

        assertThat(chain.calls(Address.ZERO, data)).containsExactlyElementsOf(data);
        assertThat(chain.chainId()).isEqualTo(31337);
        assertThat(node.posts()).isEqualTo(2 + 3);

        assertThat(chain.calls(Address.ZERO, data)).containsExactlyElementsOf(data);
        assertThat(node.posts()).isEqualTo(2 + 3 + 2);
    }

    @Test
    void aNodeThatHangsUpOnASingleRequestTooIsGoneAndMayBeOfferedABatchLater() {
        node.takingBatches()
                .hangingUpOn(request -> true)
                .on("eth_chainId", "\"0x7a69\"")
                .on("eth_call", echoing());
        List<byte[]> data = List.of(new byte[] {7}, new byte[] {8});

        assertThatExceptionOfType(NodeUnavailableException.class)
                .isThrownBy(() -> chain.calls(Address.ZERO, data))
                .matches(e -> e.problem() == Problem.NO_ANSWER);
        assertThat(node.posts()).isEqualTo(2 + 1);

        node.hangingUpOn(request -> false);
        assertThat(chain.calls(Address.ZERO, data)).containsExactlyElementsOf(data);
        assertThat(node.posts()).isEqualTo(2 + 1 + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"error\":{\"code\":429,\"message\":\"Too Many Requests\"}}"})
    void whatABatchLeavesOutOrHasNoTimeForIsAskedAgain(String inBatch) {
        AtomicBoolean again = new AtomicBoolean();
        node.takingBatches().on("eth_chainId", "\"0x7a69\"").on("eth_call", parameters -> {
            boolean first = parameters.at("/0/data").asText().equals("0x08") && !again.getAndSet(true);
            return first ? new Answer(200, inBatch) : echoing().apply(parameters);
        });

        assertThat(chain.calls(Address.ZERO, List.of(new byte[] {7}, new byte[] {8})))
                .containsExactly(new byte[] {7}, new byte[] {8});
        assertThat(node.posts()).isEqualTo(2);
    }

    @Test
    void theFailureOfOneReadOfSeveralIsThrownAsIfItHadBeenAlone() {
        node.takingBatches()
                .on("eth_chainId", "\"0x7a69\"")
                .on(
                        "eth_call",
                        parameters -> parameters.at("/0/data").asText().equals("0x08")
                                ? Answer.error("{\"code\":3,\"message\":\"execution reverted: no\"}")
                                : echoing().apply(parameters));

        assertThatExceptionOfType(NodeRefusedException.class)
                .isThrownBy(() -> chain.calls(Address.ZERO, List.of(new byte[] {7}, new byte[] {8})))
                .withMessageContaining("eth_call")
                .withMessageContaining("execution reverted: no");
        assertThat(node.posts()).isEqualTo(1);
    }

    @Test
    void transactionsThatWaitAreCountedApartFromThoseInBlocks() {
        node.on(
                "eth_getTransactionCount",
                parameters -> Answer.result(parameters.get(1).asText().equals("latest") ? "\"0x4\"" : "\"0x6\""));

        assertThat(chain.minedTransactions(Address.ZERO)).isEqualTo(4);
        assertThat(chain.sentTransactions(Address.ZERO)).isEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0000',
            value = {
                // Error("Invalid signature"), alone, inside an object and behind words, as nodes differ
                "\"0x08c379a000000000000000000000000000000000000000000000000000000000000000200000000000000000000000000000000000000000000000000000000000000011496e76616c6964207369676e6174757265000000000000000000000000000000\"|reverted: Invalid signature",
                "{\"data\":\"0x08c379a000000000000000000000000000000000000000000000000000000000000000200000000000000000000000000000000000000000000000000000000000000011496e76616c6964207369676e6174757265000000000000000000000000000000\"}|reverted: Invalid signature",
                "\"Reverted 0x08c379a000000000000000000000000000000000000000000000000000000000000000200000000000000000000000000000000000000000000000000000000000000011496e76616c6964207369676e6174757265000000000000000000000000000000\"|reverted: Invalid signature",
                "\"0x4e487b710000000000000000000000000000000000000000000000000000000000000011\"|reverted: panic 0x11",
                "\"0x11223344\"|what the node says (data 0x11223344)",
                "\"0x08c379a0ff\"|what the node says",
                "\"0x\"|what the node says",
                "null|what the node says",
                "\"0xzz\"|what the node says",
            })
    void aRevertIsToldInTheContractsWords(String data, String message) {
        node.on(
                "eth_call",
                parameters -> Answer.error("{\"code\":3,\"message\":\"what the node says\",\"data\":" + data + "}"));

        assertThatExceptionOfType(ChainException.class)
                .isThrownBy(() -> chain.call(Address.ZERO, new byte[0]))
                .withMessage("eth_call at " + node.uri() + " failed: " + message);
    }

    @Test
    void anErrorCountsWhateverItsHttpStatus() {
        node.on(
                "eth_blockNumber",
                parameters -> new Answer(429, "{\"error\":{\"code\":-32005,\"message\":\"slow down\"}}"));

        assertThatExceptionOfType(ChainException.class)
                .isThrownBy(chain::blockNumber)
                .withMessageEndingWith("failed: slow down");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "<html>no such page</html>", "{\"jsonrpc\":\"2.0\"}", "{\"result\":"})
    void whatIsNoJsonRpcIsNamedAsSuch(String body) {
        node.on("eth_blockNumber", parameters -> new Answer(503, body));

        assertThatExceptionOfType(ChainException.class)
                .isThrownBy(chain::blockNumber)
                .withMessageContaining("no JSON-RPC")
                .withMessageContaining(body);
    }

    @Test
    void aDeepAnswerIsNoJsonRpc() {
        node.on("eth_blockNumber", "[".repeat(100_000) + "]".repeat(100_000));

        assertThatExceptionOfType(ChainException.class)
                .isThrownBy(chain::blockNumber)
                .withMessageContaining("no JSON-RPC");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "7",
                "\"7\"",
                "\"0x\"",
                "\"0xzz\"",
                "{}",
                "\"0xffffffffffffffffffff\"",
                "\"0x-5\"",
                "\"0x+5\"",
                "\"0x8000000000000000\""
            })
    void anAnswerOfAnotherFormIsNamedAsSuch(String result) {
        node.on("eth_blockNumber", result);

        assertThatExceptionOfType(ChainException.class)
                .isThrownBy(chain::blockNumber)
                .withMessageContaining("of another form");
    }

    @Test
    void aNodeThatIsSilentIsGivenUpAtTheDeadline() {
        node.on("eth_blockNumber", parameters -> waitForTheEnd());
        try (Chain impatient = Chain.connect(node.uri(), Duration.ofMillis(50))) {
            assertThatExceptionOfType(ChainException.class)
                    .isThrownBy(impatient::blockNumber)
                    .withMessage(
                            "eth_blockNumber at " + node.uri() + " got no answer: no complete answer within 50 ms");
        }
    }

    @Test
    void aNodeThatStopsInTheMiddleOfItsAnswerIsGivenUpAtTheDeadline() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            new Thread(() -> answerHalf(server)).start();
            URI uri = URI.create("http://127.0.0.1:" + server.getLocalPort());
            try (Chain impatient = Chain.connect(uri, Duration.ofMillis(200))) {
                assertThatExceptionOfType(ChainException.class)
                        .isThrownBy(impatient::blockNumber)
                        .withMessageContaining("no complete answer within 200 ms");
            }
        }
    }

    private void answerHalf(ServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"res".getBytes(StandardCharsets.US_ASCII));
            end.await();
        } catch (IOException | InterruptedException e) {
            // The test is over.
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aNodeThatIsNotThereIsNamed() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        URI uri = URI.create("http://127.0.0.1:" + port + "/access-key-of-somebody");
        try (Chain nobody = Chain.connect(uri, Duration.ofSeconds(20))) {
            assertThatExceptionOfType(ChainException.class)
                    .isThrownBy(nobody::blockNumber)
                    .withMessage("eth_blockNumber at http://127.0.0.1:" + port + " got no answer: cannot connect");
        }
    }

    @Test
    void callsGoOnWhenTheCommonPoolIsFull() {
        node.on("eth_blockNumber", "\"0x7\"");
        for (int i = 0; i < 2 * ForkJoinPool.getCommonPoolParallelism() + 2; i++) {
            ForkJoinPool.commonPool().execute(this::waitForTheEnd);
        }

        assertThat(chain.blockNumber()).isEqualTo(BlockNumber.of(7));
    }

    @Test
    void closingEndsWhatIsUnderWayAndRefusesTheRest() {
        node.on("eth_blockNumber", parameters -> {
            chain.close();
            return waitForTheEnd();
        });

        assertThatExceptionOfType(CallCancelledException.class).isThrownBy(chain::blockNumber);
        assertThatIllegalStateException().isThrownBy(chain::blockNumber);
        chain.close();
    }

    @Test
    void anInterruptEndsTheWaitAndIsKept() {
        Thread caller = Thread.currentThread();
        node.on("eth_blockNumber", parameters -> {
            caller.interrupt();
            return waitForTheEnd();
        });

        assertThatExceptionOfType(CallCancelledException.class).isThrownBy(chain::blockNumber);
        assertThat(Thread.interrupted()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "ws://127.0.0.1:8545, ws://127.0.0.1:8545",
        "ws://me:key@127.0.0.1:8545/key, ws://127.0.0.1:8545",
        "file:///tmp/x, file:…",
        "http:nothing, http:…",
        "127.0.0.1, 127.0.0.1",
        "example.org:80/v3/key, example.org:80/…",
        "example.org/v3/key, example.org/…",
        "7Dd9c2f35c6c4b6f9b2c4a0f6e1d8b3a, …"
    })
    void onlyHttpIsSpokenAndOfOthersNothingSecretIsShown(String uri, String shown) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Chain.connect(URI.create(uri), Duration.ofSeconds(1)))
                .withMessageEndingWith("not " + shown);
    }

    private Answer waitForTheEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Answer.result("\"0x1\"");
    }
}
