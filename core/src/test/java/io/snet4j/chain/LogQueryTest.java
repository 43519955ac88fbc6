package io.snet4j.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.snet4j.errors.ChainException;
import io.snet4j.explore.RandomTest;
import io.snet4j.observe.LogSearch;
import io.snet4j.observe.SnetListener;
import io.snet4j.testing.ScriptedNode;
import io.snet4j.testing.ScriptedNode.Answer;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A node with one log in each block, which refuses what its limit says. */
class LogQueryTest {
    private final ScriptedNode node = new ScriptedNode();
    private final List<LogSearch> progress = new CopyOnWriteArrayList<>();
    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final Chain chain = Chain.connect(
            node.uri(),
            ChainOptions.builder()
                    .timeout(Duration.ofSeconds(20))
                    .pause(pauses::add)
                    .listener(new SnetListener() {
                        @Override
                        public void onLogSearch(LogSearch part) {
                            progress.add(part);
                            throw new IllegalStateException("a listener that fails harms nobody");
                        }
                    })
                    .build());

    @AfterEach
    void close() {
        chain.close();
        node.close();
    }

    private void refuses(LongPredicate length, String error) {
        node.on("eth_getLogs", parameters -> {
            long from = Long.decode(parameters.at("/0/fromBlock").asText());
            long to = Long.decode(parameters.at("/0/toBlock").asText());
            return length.test(to - from + 1) ? Answer.error(error) : Answer.result(logs(from, to));
        });
    }

    private static String logs(long from, long to) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(block -> "{\"address\":\"" + Address.ZERO + "\",\"blockNumber\":\"0x"
                        + Long.toHexString(block) + "\",\"topics\":[],\"data\":\"0x\"}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private List<Long> blocks(long from, long to) {
        return chain.logs(Address.ZERO, List.of(), BlockNumber.of(from), BlockNumber.of(to)).stream()
                .map(log -> log.blockNumber().toLong())
                .toList();
    }

    private int queries() {
        return node.requests("eth_getLogs").size();
    }

    /** How many queries halving each refused range takes. */
    private static int halving(long length, long limit) {
        return length <= limit ? 1 : 1 + halving(length / 2, limit) + halving(length - length / 2, limit);
    }

    static LogQuery search(BiFunction<Long, Long, List<Log>> logs) {
        return new LogQuery(
                new LogQuery.Node() {
                    @Override
                    public List<Log> logs(long from, long to) {
                        return logs.apply(from, to);
                    }

                    @Override
                    public OptionalLong head() {
                        return OptionalLong.empty();
                    }

                    @Override
                    public void pause(Duration duration) {}

                    @Override
                    public void searched(LogSearch progress) {}
                },
                new AtomicLong());
    }

    @Test
    void aNodeThatAllowsFewBlocksAtATimeIsNotAskedForever() {
        ChainException refusal = refusal();
        AtomicInteger queries = new AtomicInteger();
        LogQuery search = search((from, to) -> {
            queries.incrementAndGet();
            if (to > from) {
                throw refusal;
            }
            return List.of();
        });

        assertThatExceptionOfType(ChainException.class)
                .isThrownBy(() -> search.run(0, 1L << 40))
                .withMessageContaining("given up at block")
                .withMessageContaining("use a node that gives more at a time")
                .withMessageContaining("SNET4J_FIRST_LOG_BLOCK");

        // Forty to halve, and three times a longer range in vain.
        assertThat(queries).hasValueLessThan(110);
    }

    @Test
    void aNodeThatInventsLogsIsNotReadForever() {
        Log log = new Log(Address.ZERO, BlockNumber.of(1), List.of(), new byte[0]);
        AtomicInteger queries = new AtomicInteger();
        ChainException refusal = refusal();
        LogQuery search = search((from, to) -> {
            queries.incrementAndGet();
            if (to - from >= 1000) {
                throw refusal;
            }
            return Collections.nCopies(10_000, log);
        });

        assertThatExceptionOfType(ChainException.class)
                .isThrownBy(() -> search.run(0, 1L << 40))
                .withMessageContaining("given up at block");

        assertThat(queries).hasValueLessThan(100);
    }

    @Test
    void aPageOfLogsThatIsTooLargeIsAskedForInParts() {
        node.on("eth_getLogs", parameters -> {
            long from = Long.decode(parameters.at("/0/fromBlock").asText());
            long to = Long.decode(parameters.at("/0/toBlock").asText());
            return Answer.result(to - from > 3 ? "\"" + "x".repeat(17_000_000) + "\"" : logs(from, to));
        });

        assertThat(blocks(1, 16)).hasSize(16);
    }

    @Test
    void oneQueryIsEnoughWhereTheNodeAllowsIt() {
        refuses(length -> false, "");

        assertThat(blocks(5, 904)).hasSize(900);
        assertThat(queries()).isOne();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":-32005,\"message\":\"query returned more than 10000 results\"}",
                "{\"code\":-32005,\"message\":\"something else\"}",
                "{\"code\":-32602,\"message\":\"block range is too wide\"}",
                "{\"code\":-32000,\"message\":\"exceed maximum block range: 5000\"}",
                "{\"code\":-32600,\"message\":\"You can make eth_getLogs requests with up to a 500 block range.\"}",
                "{\"code\":-32602,\"message\":\"Log response size exceeded.\"}",
                "{\"code\":-32614,\"message\":\"eth_getLogs is limited to a 10,000 range\"}",
                "{\"code\":-32000,\"message\":\"query timeout exceeded\"}",
                "{\"code\":-32002,\"message\":\"request timed out\"}",
                "{\"code\":-32000,\"message\":\"logs are limited to 1000; please narrow the query\"}",
                "{\"code\":35,\"message\":\"ranges over 10000 blocks are not supported on freetier\"}",
                "{\"code\":-32000,\"message\":\"ranges of 7 blocks fit the compute units of your plan\"}",
                "{\"code\":-32603,\"message\":\"internal error\"}",
                "{\"code\":-32602,\"message\":\"no\"}",
                "{\"code\":-1}",
                "\"no\"",
            })
    void aRefusedRangeIsSplitWhateverTheNodesWords(String error) {
        refuses(length -> length > 7, error);

        assertThat(blocks(3, 102))
                .isEqualTo(LongStream.rangeClosed(3, 102).boxed().toList());
    }

    @Test
    void aSearchInPartsTellsItsProgressAndOneInASinglePartDoesNot() {
        refuses(length -> length > 5, "{\"code\":35,\"message\":\"ranges over 5 blocks\"}");

        blocks(1, 20);
        assertThat(progress)
                .containsExactly(
                        new LogSearch(1, 5, 20),
                        new LogSearch(1, 10, 20),
                        new LogSearch(1, 15, 20),
                        new LogSearch(1, 20, 20));

        progress.clear();
        blocks(1, 5);
        assertThat(progress).isEmpty();
    }

    @Test
    void theBlockOfAContractsDeploymentIsInItsReceipt() {
        String hash = "0x" + "ab".repeat(32);
        node.on("eth_getTransactionReceipt", "{\"contractAddress\":\"" + Address.ZERO + "\",\"blockNumber\":\"0x10\"}");
        assertThat(chain.deploymentBlock(Address.ZERO, hash)).hasValue(BlockNumber.of(16));
        assertThat(node.requests("eth_getTransactionReceipt").get(0).get(0).asText())
                .isEqualTo(hash);

        for (String other : List.of("null", "{\"contractAddress\":null,\"blockNumber\":\"0x10\"}")) {
            node.on("eth_getTransactionReceipt", other);
            assertThat(chain.deploymentBlock(Address.ZERO, hash)).isEmpty();
        }
    }

    @Test
    void aMethodThatTheNodeDoesNotHaveIsNotAskedForInParts() {
        refuses(length -> true, "{\"code\":-32601,\"message\":\"the method eth_getLogs does not exist\"}");

        assertThatExceptionOfType(ChainException.class).isThrownBy(() -> blocks(0, 999));
        assertThat(queries()).isOne();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 402, 403})
    void aKeyThatTheNodeDoesNotTakeIsNotTriedWithParts(int status) {
        for (String body : List.of(
                "no", Answer.error("{\"code\":-32000,\"message\":\"key\"}").body())) {
            node.on("eth_getLogs", parameters -> new Answer(status, body));

            assertThatExceptionOfType(ChainException.class).isThrownBy(() -> blocks(0, 999));
        }
        assertThat(queries()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":-32005,\"message\":\"daily request count exceeded, request rate limited\"}",
                "{\"code\":-32005,\"message\":\"rate limit exceeded\"}",
                "{\"code\":429,\"message\":\"Your app has exceeded its compute units per second capacity.\"}",
            })
    void aRateLimitIsWaitedForWithTheSameRange(String error) {
        AtomicInteger asked = new AtomicInteger();
        refuses(length -> asked.incrementAndGet() == 1, error);

        assertThat(blocks(0, 999)).hasSize(1000);
        assertThat(queries()).isEqualTo(2);
        assertThat(pauses).hasSize(1);
    }

    @Test
    void theLengthThatWorkedIsWhereTheNextSearchBegins() {
        refuses(length -> length > 7, "{\"code\":35,\"message\":\"ranges over 7 blocks\"}");
        blocks(1, 64);
        int first = queries();

        assertThat(blocks(65, 96)).hasSize(32);
        assertThat(queries() - first).isEqualTo(8);
    }

    @Test
    void aPlanOfTenBlocksARequestIsSeldomAskedForMore() {
        refuses(length -> length > 10, "{\"code\":35,\"message\":\"ranges over 10 blocks\"}");

        assertThat(blocks(1, 2_000)).hasSize(2_000);
        assertThat(node.requests("eth_getLogs").stream().filter(asked -> length(asked) > 10))
                .hasSizeLessThan(20);
    }

    private void knowsBlocksTo(long head) {
        node.on("eth_getLogs", parameters -> {
            long from = Long.decode(parameters.at("/0/fromBlock").asText());
            long to = Long.decode(parameters.at("/0/toBlock").asText());
            return to > head
                    ? Answer.error("{\"code\":-32602,\"message\":\"block range extends beyond current head block\"}")
                    : Answer.result(logs(from, to));
        });
    }

    @Test
    void aSearchEndsAtTheHeadOfANodeThatIsABlockBehind() {
        knowsBlocksTo(9_999);
        node.on("eth_blockNumber", "\"0x270f\"");

        assertThat(blocks(0, 10_000)).hasSize(10_000);
        assertThat(queries()).isEqualTo(2);
    }

    @Test
    void aSearchOfBlocksThatTheNodeDoesNotHaveYetIsEmpty() {
        knowsBlocksTo(9_999);
        node.on("eth_blockNumber", "\"0x270f\"");

        assertThat(blocks(10_000, 10_000)).isEmpty();
        assertThat(queries()).isOne();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void aNodeThatNamesAHeadWithoutItsLogsIsAskedAgainAndTheSearchEndsBefore(long behind) {
        knowsBlocksTo(100 - behind);
        node.on("eth_blockNumber", "\"0x64\"");

        assertThat(blocks(1, 100)).hasSize((int) (100 - behind));
        assertThat(pauses).hasSize(2);
    }

    @Test
    void theLastBlockIsFoundWhenTheNodeHasItAfterAPause() {
        AtomicInteger alone = new AtomicInteger();
        node.on("eth_blockNumber", "\"0x64\"").on("eth_getLogs", parameters -> {
            long from = Long.decode(parameters.at("/0/fromBlock").asText());
            long to = Long.decode(parameters.at("/0/toBlock").asText());
            return to == 100 && (from < 100 || alone.incrementAndGet() == 1)
                    ? Answer.error("{\"code\":-32000,\"message\":\"unknown block\"}")
                    : Answer.result(logs(from, to));
        });

        assertThat(blocks(1, 100)).hasSize(100);
    }

    @Test
    void aNodeThatIsFarBehindIsNotTakenForComplete() {
        knowsBlocksTo(900);
        node.on("eth_blockNumber", "\"0x384\"");

        assertThatExceptionOfType(ChainException.class)
                .isThrownBy(() -> blocks(0, 1000))
                .withMessageContaining("latest block is 900")
                .withMessageContaining("in sync");
        assertThat(queries()).isOne();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 408, 413, 500, 502, 504, 524})
    void aProxyThatGivesUpMeansARangeThatIsTooLongToo(int status) {
        node.on("eth_getLogs", parameters -> {
            long from = Long.decode(parameters.at("/0/fromBlock").asText());
            long to = Long.decode(parameters.at("/0/toBlock").asText());
            return to - from > 20 ? new Answer(status, "<html>no</html>") : Answer.result(logs(from, to));
        });

        assertThat(blocks(0, 99)).hasSize(100);
    }

    @Test
    void aNodeThatStaysSilentIsGivenUpAfterAFewRanges() {
        try (Chain impatient = Chain.connect(node.uri(), Duration.ofMillis(20))) {
            node.on("eth_getLogs", parameters -> waitLong());
            assertThatExceptionOfType(ChainException.class)
                    .isThrownBy(
                            () -> impatient.logs(Address.ZERO, List.of(), BlockNumber.of(0), BlockNumber.of(1L << 40)))
                    .withMessageContaining("no complete answer within 20 ms");
        }
    }

    private static Answer waitLong() {
        try {
            Thread.sleep(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Answer.result("[]");
    }

    @Test
    void aNodeThatRefusesEvenOneBlockIsToldByThatBlock() {
        refuses(length -> true, "{\"code\":-32005,\"message\":\"query returned more than 10000 results\"}");

        assertThatExceptionOfType(ChainException.class)
                .isThrownBy(() -> blocks(64, 127))
                .withMessageContaining("block 64 alone")
                .withMessageContaining("query returned more than 10000 results");
        assertThat(queries()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({"100,1", "1000,7", "1000,499", "1000,500", "1000,999", "17,3", "3,2", "2,1", "5000,64"})
    void itAsksNoMoreOftenThanHalvingWould(long length, long limit) {
        refuses(refused -> refused > limit, "{\"code\":-32005,\"message\":\"limited\"}");

        assertThat(blocks(10, 10 + length - 1)).hasSize((int) length);
        assertThat(queries()).isLessThanOrEqualTo(halving(length, limit));
    }

    /** Found by exploring: of all lengths to 3000 and limits to 600, only this one and 23 at 3 take two more. */
    @Test
    void theWorstRangeTakesTwoQueriesMoreThanHalvingWould() {
        refuses(refused -> refused > 3, "{\"code\":-32005,\"message\":\"limited\"}");

        assertThat(blocks(1, 11)).hasSize(11);
        assertThat(queries()).isEqualTo(halving(11, 3) + 2);
    }

    @Tag("explore")
    @Test
    void forRandomLengthsAndLimitsTheResultIsWholeAndTheQueriesAreBounded() {
        ChainException refusal = refusal();
        RandomTest.LOG_QUERIES.run((seed, random) -> {
            long length = 1 + random.nextInt(3000);
            long limit = 1 + random.nextInt(600);
            int[] asked = {0};
            List<Log> logs = search((from, to) -> {
                        asked[0]++;
                        if (to - from + 1 > limit) {
                            throw refusal;
                        }
                        return LongStream.rangeClosed(from, to)
                                .mapToObj(block -> new Log(Address.ZERO, BlockNumber.of(block), List.of(), new byte[0]))
                                .toList();
                    })
                    .run(1, length);

            assertThat(logs)
                    .extracting(log -> log.blockNumber().toLong())
                    .isEqualTo(LongStream.rangeClosed(1, length).boxed().toList());
            assertThat(asked[0])
                    .as("%d blocks, %d at once", length, limit)
                    .isLessThanOrEqualTo(halving(length, limit) + 2);
        });
    }

    private ChainException refusal() {
        node.on("eth_getLogs", parameters -> Answer.error("{\"code\":-32005,\"message\":\"limited\"}"));
        try {
            chain.logs(Address.ZERO, List.of(), BlockNumber.of(0), BlockNumber.of(0));
        } catch (ChainException e) {
            return (ChainException) Objects.requireNonNull(e.getCause());
        }
        throw new AssertionError("not refused");
    }

    @Test
    void aRangeGrowsAgainWhereTheNodeAllowsMore() {
        // Blocks below 200 are crowded, those above are not.
        node.on("eth_getLogs", parameters -> {
            long from = Long.decode(parameters.at("/0/fromBlock").asText());
            long to = Long.decode(parameters.at("/0/toBlock").asText());
            return from < 200 && to - from >= 10
                    ? Answer.error("{\"code\":-32005,\"message\":\"query returned more than 10000 results\"}")
                    : Answer.result(logs(from, to));
        });

        assertThat(blocks(0, 9_999)).hasSize(10_000);
        assertThat(node.requests("eth_getLogs").stream()
                        .map(LogQueryTest::length)
                        .max(Long::compare))
                .hasValueSatisfying(most -> assertThat(most).isGreaterThan(1_000));
        assertThat(queries()).isLessThan(70);
    }

    private static long length(JsonNode parameters) {
        boolean whole = parameters.at("/0/fromBlock").asText().equals("0x0")
                && parameters.at("/0/toBlock").asText().equals("0x270f");
        return whole
                ? 0
                : Long.decode(parameters.at("/0/toBlock").asText())
                        - Long.decode(parameters.at("/0/fromBlock").asText())
                        + 1;
    }

    @Test
    void anEmptyRangeAsksNothing() {
        assertThat(blocks(10, 9)).isEmpty();
        assertThat(queries()).isZero();
    }
}
