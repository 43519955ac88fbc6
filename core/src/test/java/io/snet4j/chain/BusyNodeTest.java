package io.snet4j.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.snet4j.errors.ChainException;
import io.snet4j.errors.NodeRefusedException;
import io.snet4j.errors.NodeUnavailableException;
import io.snet4j.identity.Identity;
import io.snet4j.testing.ScriptedNode;
import io.snet4j.testing.ScriptedNode.Answer;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A node that now and then has no time. */
class BusyNodeTest {
    private final ScriptedNode node = new ScriptedNode();
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final Chain chain = Chain.connect(
            node.uri(),
            ChainOptions.builder()
                    .timeout(Duration.ofSeconds(30))
                    .pause(pauses::add)
                    .build());

    @AfterEach
    void close() {
        chain.close();
        node.close();
    }

    /** Busy at first, so many times. */
    private void busy(String method, int times, Answer refusal, Answer then) {
        AtomicInteger asked = new AtomicInteger();
        Function<JsonNode, Answer> script = parameters -> asked.incrementAndGet() <= times ? refusal : then;
        node.on(method, script);
    }

    private static Answer refusal(String kind) {
        return switch (kind) {
            case "HTTP 429" -> new Answer(429, "Too Many Requests");
            case "HTTP 503" -> new Answer(503, "<html>Service Unavailable</html>");
            case "HTTP 429 with JSON" ->
                new Answer(429, Answer.error("{\"code\":-32000}").body());
            case "code 429" -> Answer.error("{\"code\":429,\"message\":\"exceeded its compute units per second\"}");
            case "code -32005" -> Answer.error("{\"code\":-32005,\"message\":\"limit exceeded\"}");
            default -> Answer.error("{\"code\":-32000,\"message\":\"" + kind + "\"}");
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP 429",
                "HTTP 503",
                "HTTP 429 with JSON",
                "code 429",
                "code -32005",
                "compute units per second",
                "too many requests"
            })
    void aReadIsRepeatedWhileTheNodeIsBusy(String kind) {
        busy("eth_chainId", 2, refusal(kind), Answer.result("\"0x1\""));
        busy("eth_blockNumber", 1, refusal(kind), Answer.result("\"0x5\""));
        busy("eth_call", 1, refusal(kind), Answer.result("\"0x\""));
        busy("eth_estimateGas", 1, refusal(kind), Answer.result("\"0x5208\""));
        busy("eth_getBlockByNumber", 1, refusal(kind), Answer.result("{\"baseFeePerGas\":\"0x1\"}"));
        busy("eth_maxPriorityFeePerGas", 1, refusal(kind), Answer.result("\"0x1\""));
        busy("eth_getTransactionCount", 1, refusal(kind), Answer.result("\"0x2\""));

        assertThat(chain.chainId()).isOne();
        assertThat(chain.blockNumber()).isEqualTo(BlockNumber.of(5));
        assertThat(chain.call(Address.ZERO, new byte[4])).isEmpty();
        assertThat(chain.estimate(Address.ZERO, Optional.empty(), new byte[0]).gas())
                .isEqualTo(25_200);
        assertThat(chain.minedTransactions(Address.ZERO)).isEqualTo(2);

        assertThat(node.requests("eth_chainId")).hasSize(3);
        assertThat(node.requests("eth_estimateGas")).hasSize(2);
        assertThat(pauses).hasSize(8);
    }

    @Test
    void aReadThatStaysRefusedIsGivenUpAfterSixPausesThatGrow() {
        busy("eth_blockNumber", 100, refusal("HTTP 503"), Answer.result("\"0x5\""));

        assertThatExceptionOfType(ChainException.class)
                .isThrownBy(chain::blockNumber)
                .withMessageContaining("HTTP 503");
        assertThat(node.requests("eth_blockNumber")).hasSize(7);
        assertThat(pauses).isSorted().hasSize(6);
    }

    @Test
    void whoIsRefusedForGoodLearnsTheNodesReasonAndCode() {
        node.on("eth_call", parameters -> Answer.error("{\"code\":-32601,\"message\":\"no such thing\"}"));
        FetchToken token = new FetchToken(chain, Address.ZERO);

        assertThatExceptionOfType(NodeRefusedException.class)
                .isThrownBy(() -> token.balance(Address.ZERO))
                .withMessageStartingWith("FetchToken.balanceOf: no such thing")
                .satisfies(e -> {
                    assertThat(e.reason()).isEqualTo("no such thing");
                    assertThat(e.code()).isEqualTo(-32601);
                    assertThat(e.httpStatus()).isEqualTo(200);
                    assertThat(e.isRetryable()).isFalse();
                });
    }

    @Test
    void whoIsRefusedForNowLearnsWhenToComeAgain() {
        node.on("eth_call", parameters -> new Answer(429, "no").with("Retry-After", "3600"));
        FetchToken token = new FetchToken(chain, Address.ZERO);

        assertThatExceptionOfType(NodeUnavailableException.class)
                .isThrownBy(() -> token.balance(Address.ZERO))
                .withMessageStartingWith("FetchToken.balanceOf: ")
                .satisfies(e -> {
                    assertThat(e.retryAfter()).contains(Duration.ofHours(1));
                    assertThat(e.isBusy()).isTrue();
                    assertThat(e.isRetryable()).isTrue();
                });
    }

    @Test
    void aNodeThatIsGoneIsWorthAnotherTryAndAPageOfHtmlIsNot() {
        node.on("eth_blockNumber", parameters -> new Answer(404, "<html>Not Found</html>"));

        assertThatExceptionOfType(NodeUnavailableException.class)
                .isThrownBy(chain::blockNumber)
                .satisfies(e -> {
                    assertThat(e.problem()).isEqualTo(NodeUnavailableException.Problem.UNREADABLE);
                    assertThat(e.isRetryable()).isFalse();
                });
        node.close();
        assertThatExceptionOfType(NodeUnavailableException.class)
                .isThrownBy(chain::blockNumber)
                .satisfies(e -> {
                    assertThat(e.problem()).isEqualTo(NodeUnavailableException.Problem.NO_ANSWER);
                    assertThat(e.isRetryable()).isTrue();
                });
    }

    @Test
    void theNodeSaysHowLongToWait() {
        busy("eth_blockNumber", 1, new Answer(429, "no").with("Retry-After", "7"), Answer.result("\"0x5\""));

        assertThat(chain.blockNumber()).isEqualTo(BlockNumber.of(5));
        assertThat(pauses).containsExactly(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"31", "999999999", "Fri, 31 Dec 2100 23:59:59 GMT"})
    void aWaitThatOutlastsTheTimeoutIsNotBegun(String retryAfter) {
        busy("eth_blockNumber", 1, new Answer(429, "no").with("Retry-After", retryAfter), Answer.result("\"0x5\""));

        assertThatExceptionOfType(ChainException.class)
                .isThrownBy(chain::blockNumber)
                .withMessageContaining("HTTP 429");
        assertThat(node.requests("eth_blockNumber")).hasSize(1);
        assertThat(pauses).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-5", "0", "Thu, 01 Jan 1970 00:00:00 GMT"})
    void aWaitThatIsNoneIsTheUsualOne(String retryAfter) {
        busy("eth_blockNumber", 1, new Answer(503, "no").with("Retry-After", retryAfter), Answer.result("\"0x5\""));

        assertThat(chain.blockNumber()).isEqualTo(BlockNumber.of(5));
        assertThat(pauses).hasSize(1).allMatch(pause -> pause.toMillis() >= 250);
    }

    @ParameterizedTest
    @CsvSource({"-32000, execution reverted", "3, execution reverted", "-32602, invalid argument"})
    void whatTheNodeRefusesForGoodIsAskedOnce(int code, String message) {
        node.on("eth_call", parameters -> Answer.error("{\"code\":" + code + ",\"message\":\"" + message + "\"}"));

        assertThatExceptionOfType(ChainException.class).isThrownBy(() -> chain.call(Address.ZERO, new byte[4]));
        assertThat(node.requests("eth_call")).hasSize(1);
    }

    @Test
    void aSearchForLogsGoesOnAfterAPauseInTheMiddleOfIt() {
        AtomicInteger asked = new AtomicInteger();
        node.on("eth_getLogs", parameters -> {
            long from = Long.decode(parameters.at("/0/fromBlock").asText());
            long to = Long.decode(parameters.at("/0/toBlock").asText());
            if (to - from >= 10) {
                return Answer.error("{\"code\":35,\"message\":\"ranges over 10 blocks\"}");
            }
            return asked.incrementAndGet() == 3 ? refusal("HTTP 429") : Answer.result("[]");
        });

        assertThat(chain.logs(Address.ZERO, List.of(), BlockNumber.of(1), BlockNumber.of(40)))
                .isEmpty();
        assertThat(node.requests("eth_getLogs")).hasSize(2 + 4 + 1);
        assertThat(pauses).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP 429", "HTTP 503", "code 429"})
    void aTransactionIsBroadcastOnceForItMayHaveBeenTaken(String kind) {
        AtomicInteger counts = new AtomicInteger();
        node.on("eth_chainId", "\"0x1\"")
                .on("eth_blockNumber", "\"0x5\"")
                .on("eth_estimateGas", "\"0x5208\"")
                .on("eth_getBlockByNumber", "{\"baseFeePerGas\":\"0x1\"}")
                .on("eth_maxPriorityFeePerGas", "\"0x1\"")
                // Then its nonce is used, by whatever transaction: there is nothing to send again.
                .on(
                        "eth_getTransactionCount",
                        parameters -> Answer.result(counts.getAndIncrement() == 0 ? "\"0x0\"" : "\"0x1\""))
                .on("eth_getTransactionReceipt", "null")
                .on("eth_getTransactionByHash", "null")
                .on("eth_sendRawTransaction", parameters -> refusal(kind));

        assertThatExceptionOfType(ChainException.class)
                .isThrownBy(() -> chain.send(
                        Identity.ofPrivateKey("0x" + "11".repeat(32)),
                        Optional.of(Address.ZERO),
                        new byte[0],
                        Duration.ofMinutes(1)));
        assertThat(node.requests("eth_sendRawTransaction")).hasSize(1);
        assertThat(pauses).isEmpty();
    }
}
