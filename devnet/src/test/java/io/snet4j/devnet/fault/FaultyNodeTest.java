package io.snet4j.devnet.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.chain.Chain;
import io.snet4j.errors.ChainException;
import io.snet4j.testing.ScriptedNode;
import io.snet4j.value.Address;
import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultyNodeTest {
    private static final long PATIENCE = 120;

    private final ScriptedNode truth =
            new ScriptedNode().on("eth_blockNumber", "\"0x64\"").on("eth_getTransactionCount", "\"0x5\"");
    private final FaultyNode node = FaultyNode.before(truth.uri());
    private final Chain chain = Chain.connect(node.uri(), Duration.ofSeconds(PATIENCE));

    @AfterEach
    void close() {
        chain.close();
        node.close();
        truth.close();
    }

    private static HttpResponse<String> post(URI to, String body) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(to)
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    /** It has had the time for it. */
    private static void assertStillWaiting(CompletableFuture<?> answer) {
        assertThatThrownBy(() -> answer.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
    }

    @Test
    void withoutAFaultEverythingIsPassedOnAndCounted() {
        assertThat(chain.blockNumber()).isEqualTo(BlockNumber.of(100));
        assertThat(chain.minedTransactions(Address.ZERO)).isEqualTo(5);

        assertThat(node.count("eth_blockNumber")).isEqualTo(1);
        assertThat(node.requests())
                .extracting(FaultyNode.Request::method)
                .containsExactly("eth_blockNumber", "eth_getTransactionCount");
        assertThat(node.requests("eth_getTransactionCount"))
                .extracting(FaultyNode.Request::params)
                .containsExactly("[\"" + Address.ZERO + "\",\"latest\"]");
        assertThat(node.requests("eth_getTransactionCount").get(0).param(1)).isEqualTo("latest");
        node.forgetRequests();
        assertThat(node.requests()).isEmpty();
        assertThat(node.count("eth_blockNumber")).isEqualTo(1);
    }

    @Test
    void aNodeThatIsDownAnswers503UntilItIsHealed() throws Exception {
        CompletableFuture<Void> twice = node.whenRefused(2);
        node.down();

        assertThat(post(node.uri(), "{}").statusCode()).isEqualTo(503);
        assertThat(twice).isNotDone();
        assertThat(post(node.uri(), "{}").statusCode()).isEqualTo(503);
        assertThat(twice).isDone();
        assertThat(node.refused()).isEqualTo(2);
        assertThat(truth.requests("eth_blockNumber")).isEmpty();

        node.heal();
        assertThat(chain.blockNumber()).isEqualTo(BlockNumber.of(100));
    }

    @Test
    void aLimitOfTheRateRefusesSoManyRequestsAndSaysWhenToComeAgain() throws Exception {
        node.limitRate(1, Duration.ofSeconds(7));

        HttpResponse<String> refusal = post(node.uri(), "{}");
        assertThat(refusal.statusCode()).isEqualTo(429);
        assertThat(refusal.headers().firstValue("Retry-After")).contains("7");
        assertThat(chain.blockNumber()).isEqualTo(BlockNumber.of(100));
    }

    @Test
    void aMethodThatIsHeldGetsNoAnswerUntilItIsHealed() throws Exception {
        CompletableFuture<Void> reached = node.hold("eth_blockNumber");
        CompletableFuture<BlockNumber> block = CompletableFuture.supplyAsync(chain::blockNumber);
        reached.get(PATIENCE, TimeUnit.SECONDS);

        // Another method is answered meanwhile.
        assertThat(chain.minedTransactions(Address.ZERO)).isEqualTo(5);
        assertThat(truth.requests("eth_blockNumber")).isEmpty();
        assertThat(block).isNotDone();

        node.heal();
        assertThat(block.get(PATIENCE, TimeUnit.SECONDS)).isEqualTo(BlockNumber.of(100));
    }

    @Test
    void aSilentNodeAnswersNothing() throws Exception {
        CompletableFuture<Void> reached = node.silence();
        CompletableFuture<Long> count = CompletableFuture.supplyAsync(() -> chain.minedTransactions(Address.ZERO));
        reached.get(PATIENCE, TimeUnit.SECONDS);
        assertStillWaiting(count);

        node.heal();
        assertThat(count.get(PATIENCE, TimeUnit.SECONDS)).isEqualTo(5);
    }

    @Test
    void aSlowNodeAnswersInTheEndOrWhenItIsHealed() throws Exception {
        node.delay(Duration.ofMillis(1));
        assertThat(chain.blockNumber()).isEqualTo(BlockNumber.of(100));

        node.delay(Duration.ofDays(1));
        CompletableFuture<Void> asked = node.whenAsked("eth_blockNumber", 1);
        CompletableFuture<BlockNumber> block = CompletableFuture.supplyAsync(chain::blockNumber);
        asked.get(PATIENCE, TimeUnit.SECONDS);
        assertStillWaiting(block);
        assertThat(truth.requests("eth_blockNumber")).hasSize(1);

        node.heal();
        assertThat(block.get(PATIENCE, TimeUnit.SECONDS)).isEqualTo(BlockNumber.of(100));
    }

    @Test
    void itMayStandStillOrLag() {
        node.standStillAt(BlockNumber.of(7));
        assertThat(chain.blockNumber()).isEqualTo(BlockNumber.of(7));
        node.lag(BlockCount.of(20));
        assertThat(chain.blockNumber()).isEqualTo(BlockNumber.of(80));
        node.heal();
        assertThat(chain.blockNumber()).isEqualTo(BlockNumber.of(100));
    }

    @Test
    void itMayLieByMethodAndByField() throws Exception {
        node.says("eth_blockNumber", BigInteger.TEN);
        assertThat(chain.blockNumber()).isEqualTo(BlockNumber.of(10));

        node.refuses("eth_blockNumber", "no such thing");
        assertThatThrownBy(chain::blockNumber)
                .isInstanceOf(ChainException.class)
                .hasMessageContaining("no such thing");
        // The real one was asked all the same.
        assertThat(truth.requests("eth_blockNumber")).hasSize(1);

        truth.on("eth_getTransactionReceipt", "{\"gasUsed\":\"0x10\",\"status\":\"0x1\"}");
        node.says("eth_getTransactionReceipt", "gasUsed", gas -> gas.add(BigInteger.ONE));
        assertThat(post(node.uri(), "{\"id\":9,\"method\":\"eth_getTransactionReceipt\",\"params\":[]}")
                        .body())
                .contains("\"gasUsed\":\"0x11\"", "\"status\":\"0x1\"");
    }

    @Test
    void aMannerMayAskTheNodeAndAnswersByTheRequestsId() throws Exception {
        node.on("eth_blockNumber", (request, real) -> {
            real.ask(request);
            return request.result("\"0x3\"");
        });

        assertThat(post(node.uri(), "{\"id\":\"a\",\"method\":\"eth_blockNumber\"}")
                        .body())
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"result\":\"0x3\"}");
        assertThat(truth.requests("eth_blockNumber")).hasSize(1);
    }

    @Test
    void onceItWasAskedSoOftenATestHearsOfIt() {
        CompletableFuture<Void> twice = node.whenAsked("eth_blockNumber", 2);
        chain.blockNumber();
        chain.minedTransactions(Address.ZERO);
        assertThat(twice).isNotDone();
        chain.blockNumber();
        assertThat(twice).isDone();
    }

    @Test
    void whatCannotBeIsRefusedAtOnce() {
        assertThatThrownBy(() -> node.delay(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("delay");
        assertThatThrownBy(() -> node.limitRate(0, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("requests");
        assertThatThrownBy(() -> node.lag(BlockCount.of(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("blocks");
        assertThatThrownBy(() -> node.standStillAt(BlockNumber.of(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("block");
        assertThatThrownBy(() -> node.whenRefused(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("times");
    }

    @Test
    void closedItEndsWhatWaits() throws Exception {
        CompletableFuture<Void> reached = node.silence();
        CompletableFuture<BlockNumber> block = CompletableFuture.supplyAsync(chain::blockNumber);
        reached.get(PATIENCE, TimeUnit.SECONDS);

        node.close();

        assertThat(block).failsWithin(Duration.ofSeconds(PATIENCE));
        node.close();
    }
}
