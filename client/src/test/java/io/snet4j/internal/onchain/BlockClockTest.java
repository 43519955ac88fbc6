package io.snet4j.internal.onchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.ChainException;
import io.snet4j.value.BlockNumber;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class BlockClockTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int WINDOW = BlockClock.WINDOW;
    private static final long START = 1000;

    private long nanos;
    private long head = START;
    private int asked;
    private boolean down;
    private final Queue<Runnable> beside = new ArrayDeque<>();
    private BlockClock blocks = ofBlocksEach(SECOND);

    /** Questions beside the work are asked when {@link #runBeside} is called; others at once. */
    private BlockClock ofBlocksEach(Duration time) {
        return new BlockClock(this::node, Runnable::run, () -> nanos, time);
    }

    private BlockClock lazy() {
        return new BlockClock(this::node, beside::add, () -> nanos, SECOND);
    }

    private BlockNumber node() {
        asked++;
        if (down) {
            throw new ChainException("the node does not answer");
        }
        return BlockNumber.of(head);
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    private void passWithBlocks(int seconds) {
        pass(Duration.ofSeconds(seconds));
        head += seconds;
    }

    private void runBeside() {
        beside.forEach(Runnable::run);
        beside.clear();
    }

    @Test
    void nothingIsSignedBeyondTheWindowHoweverManyBlocksCameSinceTheNodeWasAsked() {
        for (Duration blockTime : new Duration[] {SECOND, Duration.ofSeconds(12), Duration.ofMillis(250)}) {
            for (int step = 0; step <= 100; step++) {
                long age = blockTime.toNanos() * step / 10;
                for (long came = 0; came <= (step + 9) / 10; came++) {
                    for (int most = 0; most <= 9; most++) {
                        signedInTheWindow(blockTime, age, came, most);
                    }
                }
            }
        }
    }

    /** The signature is checked at once, or after as many blocks as may come. */
    private void signedInTheWindow(Duration blockTime, long age, long came, int most) {
        head = START;
        blocks = ofBlocksEach(blockTime);
        blocks.ask();
        nanos += age;
        head = START + came;
        int travelling = Math.max(1, most);
        BlockNumber highest = blocks.highest();

        BlockNumber signed = blocks.near(WINDOW, most / 2, most);

        String what = "age " + age + " ns, " + came + " blocks came, " + most + " may come";
        boolean asked = highest.toLong() - START + travelling > WINDOW + WINDOW - 1;
        assertThat(Math.abs(signed.toLong() - head)).as(what).isLessThanOrEqualTo(WINDOW);
        assertThat((asked ? head : highest.toLong()) + travelling - signed.toLong())
                .as(what)
                .isLessThanOrEqualTo(WINDOW);
    }

    @Test
    void aBlockOfAnHourAgoIsAskedForBeforeItIsSigned() {
        blocks.ask();
        passWithBlocks(3600);

        assertThat(blocks.near(WINDOW)).isEqualTo(BlockNumber.of(head));
        assertThat(asked).isEqualTo(2);
    }

    // Guard: BlockClock.recent lets no aged reading through.
    @Test
    void aRecentBlockIsAskedForOnlyWhereNoneIsKnownThatIsYoungerThanFiveSeconds() {
        assertThat(blocks.recent()).isEqualTo(BlockNumber.of(START));
        passWithBlocks(4);
        assertThat(blocks.recent()).isEqualTo(BlockNumber.of(START));
        assertThat(asked).isEqualTo(1);

        passWithBlocks(1);
        assertThat(blocks.recent()).isEqualTo(BlockNumber.of(head));
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void aBlockFromBeforeTransactionsOfOurOwnIsNotRecent() {
        blocks.ask();
        head += 3;
        blocks.mined();

        assertThat(blocks.recent()).isEqualTo(BlockNumber.of(head));
    }

    @Test
    void fromFiveSecondsOnTheNodeIsAskedOnceBesideTheWork() {
        blocks = lazy();
        blocks.ask();
        passWithBlocks(4);
        blocks.near(WINDOW);
        assertThat(beside).isEmpty();
        passWithBlocks(1);

        blocks.near(WINDOW);
        blocks.near(WINDOW);
        assertThat(beside).hasSize(1);
        runBeside();

        assertThat(blocks.near(WINDOW)).isEqualTo(BlockNumber.of(head));
        assertThat(beside).isEmpty();
    }

    @Test
    void whereBlocksAreSlowItIsAskedMoreSeldom() {
        blocks = ofBlocksEach(Duration.ofSeconds(12));
        blocks.ask();

        for (int i = 0; i < 60; i++) {
            pass(SECOND);
            blocks.near(WINDOW);
        }

        assertThat(asked).isEqualTo(1 + 60 / 24);
    }

    @Test
    void whoAsksNothingOfItHasNothingAskedForHim() {
        blocks = lazy();
        blocks.ask();
        passWithBlocks(3600);

        assertThat(beside).isEmpty();
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void theBoundsOfTheLatestBlockAskTheNodeNever() {
        blocks.ask();
        passWithBlocks(3600);

        assertThat(blocks.lowest()).isEqualTo(BlockNumber.of(START));
        assertThat(blocks.highest()).isEqualTo(BlockNumber.of(head));
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void aQuestionInVainBreaksNothingWhileTheBlockIsYoungAndIsNotAskedAgainAtOnce() {
        blocks.ask();
        down = true;
        passWithBlocks(6);

        for (int i = 0; i < 10; i++) {
            assertThat(blocks.near(WINDOW)).isBetween(BlockNumber.of(head - WINDOW), BlockNumber.of(head + WINDOW));
        }
        assertThat(asked).isEqualTo(2);

        passWithBlocks(3);
        assertThatExceptionOfType(ChainException.class).isThrownBy(() -> blocks.near(WINDOW));
    }

    @Test
    void afterARefusalEachSignatureAsksUntilTheChainKeepsToTheClock() {
        blocks.ask();
        blocks.refused();
        for (int i = 0; i < 5; i++) {
            head += 7;
            assertThat(blocks.near(WINDOW)).isEqualTo(BlockNumber.of(head));
        }
        assertThat(asked).isEqualTo(6);

        passWithBlocks(5);
        blocks.near(WINDOW);
        blocks.near(WINDOW);

        assertThat(asked).isEqualTo(7);
    }

    @Test
    void aChainThatMinesFasterThanTheClockIsAskedForEachSignature() {
        blocks.ask();
        head += 20;
        pass(SECOND);
        blocks.ask();
        head += 8;

        assertThat(blocks.near(WINDOW)).isEqualTo(BlockNumber.of(head));
    }

    @Test
    void nodesBehindOneAddressMayDifferByTwoBlocks() {
        blocks.ask();
        head += 2;
        blocks.ask();
        head -= 2;
        blocks.ask();
        int before = asked;

        blocks.near(WINDOW);

        assertThat(asked).isEqualTo(before);
    }

    @Test
    void afterTransactionsOfOurOwnTheBlockIsAskedForAndTheirBlocksAreNoSignOfAFastChain() {
        blocks.ask();
        head += 20;
        blocks.mined();

        assertThat(blocks.near(WINDOW)).isEqualTo(BlockNumber.of(head));
        blocks.near(WINDOW);

        assertThat(asked).isEqualTo(2);
    }

    @Test
    void theLargestBlockIsNotPassed() {
        head = Long.MAX_VALUE;
        blocks.ask();
        pass(Duration.ofSeconds(3));

        assertThat(blocks.near(WINDOW)).isEqualTo(BlockNumber.of(Long.MAX_VALUE));
        assertThat(blocks.highest()).isEqualTo(BlockNumber.of(Long.MAX_VALUE));
    }

    @Test
    void aClosedClientAsksNoMore() {
        BlockClock closed = new BlockClock(
                this::node,
                work -> {
                    throw new RejectedExecutionException("closed");
                },
                () -> nanos,
                SECOND);

        closed.lookBeside();
        assertThatExceptionOfType(CallCancelledException.class)
                .isThrownBy(() -> closed.near(WINDOW))
                .withMessageContaining("closed");
        assertThat(asked).isZero();
    }
}
