package io.snet4j.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.ChainException;
import io.snet4j.identity.Identity;
import io.snet4j.testing.ScriptedNode;
import io.snet4j.testing.ScriptedNode.Answer;
import io.snet4j.testing.Vectors;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How far a node is believed that names the latest block. */
class LatestBlockTest {
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final Instant NOW = Instant.ofEpochSecond(1_710_338_135 + 1_200_000);
    /** 100 000 slots after the known block, and 600. */
    private static final long BOUND = 19_426_587 + 100_000 + 600;

    private final ScriptedNode node = new ScriptedNode();
    private final List<Duration> pauses = new ArrayList<>();
    private final Chain mainnet = chain(KnownBlock.mainnet(), NOW);

    private Chain chain(KnownBlock known, Instant now) {
        return Chain.connect(
                node.uri(),
                ChainOptions.builder()
                        .knownBlock(known)
                        .clock(Clock.fixed(now, ZoneOffset.UTC))
                        .pause(pauses::add)
                        .build());
    }

    @AfterEach
    void close() {
        mainnet.close();
        node.close();
    }

    private void names(long... heads) {
        Iterator<Long> next = Arrays.stream(heads).iterator();
        node.on("eth_blockNumber", parameters -> Answer.result("\"0x" + Long.toHexString(next.next()) + "\""));
    }

    @Test
    void aBlockIsBelievedUpToTheOneThatTheClockAllows() {
        names(BOUND, BOUND + 1);

        assertThat(mainnet.blockNumber()).isEqualTo(BlockNumber.of(BOUND));
        assertThatExceptionOfType(ChainException.class)
                .isThrownBy(mainnet::blockNumber)
                .withMessageContaining("" + (BOUND + 1))
                .withMessageContaining("above " + BOUND)
                .withMessageContaining("this machine's clock (" + NOW + ")")
                .withMessageContaining("SNET4J_CHECK_BLOCKS_BY_CLOCK");
    }

    @ParameterizedTest
    @ValueSource(longs = {1_000_000_000L, 1L << 62, Long.MAX_VALUE - 20, Long.MAX_VALUE})
    void aBlockOfTheFutureIsNotBelieved(long head) {
        names(head);

        assertThatExceptionOfType(ChainException.class)
                .isThrownBy(mainnet::blockNumber)
                .withMessageContaining("" + head);
    }

    @Test
    void sepoliaHasABlockOfItsOwn() {
        Instant later = Instant.ofEpochSecond(1_706_655_072 + 12 * 7 + 11);
        try (Chain sepolia = chain(KnownBlock.sepolia(), later)) {
            names(5_187_023 + 607, 5_187_023 + 608);

            assertThat(sepolia.blockNumber()).isEqualTo(BlockNumber.of(5_187_630));
            assertThatExceptionOfType(ChainException.class).isThrownBy(sepolia::blockNumber);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE / 1000, 0, Long.MAX_VALUE / 1000})
    void aClockThatIsFarOffIsATypedErrorOrTrue(long second) {
        names(19_426_587);
        Instant now = Instant.ofEpochSecond(
                Math.max(Instant.MIN.getEpochSecond(), Math.min(second, Instant.MAX.getEpochSecond())));
        try (Chain chain = chain(KnownBlock.mainnet(), now)) {
            if (second > 0) {
                assertThat(chain.blockNumber()).isEqualTo(BlockNumber.of(19_426_587));
            } else {
                assertThatExceptionOfType(ChainException.class).isThrownBy(chain::blockNumber);
            }
        }
    }

    @Test
    void aBlockALittleBehindIsBelievedAsNodesLagBehindEachOther() {
        names(19_500_000, 19_499_936, 19_500_001);

        assertThat(mainnet.blockNumber()).isEqualTo(BlockNumber.of(19_500_000));
        assertThat(mainnet.blockNumber()).isEqualTo(BlockNumber.of(19_499_936));
        assertThat(mainnet.blockNumber()).isEqualTo(BlockNumber.of(19_500_001));
        assertThat(pauses).isEmpty();
    }

    @Test
    void aBlockFarBehindIsAskedForAgainAfterAPause() {
        names(19_500_000, 19_499_935, 19_500_001);

        assertThat(mainnet.blockNumber()).isEqualTo(BlockNumber.of(19_500_000));
        assertThat(mainnet.blockNumber()).isEqualTo(BlockNumber.of(19_500_001));
        assertThat(pauses).hasSize(1);
    }

    @Test
    void smallStepsBackDoNotAddUp() {
        names(19_500_000, 19_499_940, 19_499_900, 19_499_900, 19_499_900);

        mainnet.blockNumber();
        mainnet.blockNumber();
        assertThatExceptionOfType(ChainException.class).isThrownBy(mainnet::blockNumber);
    }

    @Test
    void aChainThatStaysFarBehindIsNamedWithBothBlocks() {
        names(19_500_000, 19_499_935, 19_499_936 - 2, 19_499_935);
        mainnet.blockNumber();

        assertThatExceptionOfType(ChainException.class)
                .isThrownBy(mainnet::blockNumber)
                .withMessageContaining("19499935")
                .withMessageContaining("19500000")
                .withMessageContaining("SNET4J_CHECK_BLOCKS_BY_CLOCK");
        assertThat(pauses).hasSize(2);
    }

    @Test
    void anInterruptEndsThePauseAndIsKept() {
        names(19_500_000, 19_000_000);
        try (Chain chain = Chain.connect(
                node.uri(),
                ChainOptions.builder()
                        .knownBlock(KnownBlock.mainnet())
                        .clock(Clock.fixed(NOW, ZoneOffset.UTC))
                        .pause(duration -> {
                            throw new InterruptedException();
                        })
                        .build())) {
            chain.blockNumber();
            assertThatExceptionOfType(CallCancelledException.class).isThrownBy(chain::blockNumber);
        }
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void withoutAKnownBlockTheNodeIsBelievedForwardsAndBackwards() {
        names(Long.MAX_VALUE, 0);
        try (Chain chain = Chain.connect(node.uri(), DEADLINE)) {
            assertThat(chain.blockNumber()).isEqualTo(BlockNumber.of(Long.MAX_VALUE));
            assertThat(chain.blockNumber()).isEqualTo(BlockNumber.ZERO);
        }
    }

    @Test
    void whoWaitsForConfirmationsBelievesNoBlockOfTheFutureEither() {
        node.on("eth_chainId", "\"0x1\"")
                .on("eth_estimateGas", "\"0x64\"")
                .on("eth_maxPriorityFeePerGas", "\"0x3\"")
                .on("eth_getBlockByNumber", "{\"baseFeePerGas\":\"0xa\"}")
                .on("eth_getTransactionCount", "\"0x5\"")
                .on("eth_sendRawTransaction", "\"0xabc\"")
                .on("eth_blockNumber", "\"0x3b9aca00\"")
                .on(
                        "eth_getTransactionReceipt",
                        "{\"transactionHash\":\"0xabc\",\"blockNumber\":\"0x7\",\"gasUsed\":\"0x5208\","
                                + "\"status\":\"0x1\",\"contractAddress\":null,\"logs\":[]}");
        Identity sender = Identity.ofPrivateKey(Vectors.privateKey("anvil0"));
        try (Chain chain = Chain.connect(
                node.uri(),
                ChainOptions.builder()
                        .confirmations(2)
                        .knownBlock(KnownBlock.mainnet())
                        .clock(Clock.fixed(NOW, ZoneOffset.UTC))
                        .build())) {
            assertThatExceptionOfType(ChainException.class)
                    .isThrownBy(() -> chain.send(sender, Optional.of(Address.ZERO), new byte[0], Duration.ofMillis(50)))
                    .withMessageContaining("was not mined within")
                    .withMessageContaining("names 1000000000 as its latest block");
        }
    }

    @Test
    void logsUpToTheLargestNumberAreAskedForOnceEach() {
        List<String> ranges = new ArrayList<>();
        LogQuery query = LogQueryTest.search((from, to) -> {
            ranges.add(from + "-" + to);
            return List.of();
        });
        query.run(Long.MAX_VALUE - 1, Long.MAX_VALUE);
        query.run(0, Long.MAX_VALUE);
        query.run(7, 6);

        assertThat(ranges)
                .containsExactly(
                        (Long.MAX_VALUE - 1) + "-" + Long.MAX_VALUE,
                        "0-" + (Long.MAX_VALUE - 1),
                        Long.MAX_VALUE + "-" + Long.MAX_VALUE);
    }

    @Test
    void aKnownBlockIsCheckedWhenItIsMade() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KnownBlock(BlockNumber.of(-1), NOW, Duration.ofSeconds(12)))
                .withMessageContaining("-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KnownBlock(BlockNumber.of(1), NOW, Duration.ZERO))
                .withMessageContaining("not 0 seconds");
        assertThat(new KnownBlock(BlockNumber.of(Long.MAX_VALUE), NOW, Duration.ofSeconds(12)).highestAt(NOW))
                .isGreaterThan(BigInteger.valueOf(Long.MAX_VALUE));
    }
}
