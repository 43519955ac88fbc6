package io.snet4j.internal.prepaid;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.chain.GroupId;
import io.snet4j.internal.memory.Batch;
import io.snet4j.internal.memory.Batches.Change;
import io.snet4j.internal.memory.FolderMemory;
import io.snet4j.internal.memory.Memory;
import io.snet4j.internal.memory.Portion;
import io.snet4j.internal.memory.ProcessMemory;
import io.snet4j.internal.memory.ServiceKey;
import io.snet4j.internal.memory.StateFolder;
import io.snet4j.testing.FakeChain;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two clients of one folder, and what is prepaid for both: 100 cogs, for calls of 3. */
class SharedBatchesTest {
    private static final ServiceKey SERVICE = new ServiceKey("org", "service", GroupId.of(new byte[32]));
    private static final ChannelId CHANNEL = ChannelId.of(7);
    private static final Cogs PRICE = Cogs.of(3);
    private static final Instant NOW = Instant.EPOCH;

    private final Memory memory;
    private final SharedBatches one;
    private final SharedBatches other;

    SharedBatchesTest(@TempDir Path folder) {
        memory = new FolderMemory(StateFolder.of(folder, 1, FakeChain.ESCROW, FakeChain.ESCROW));
        one = new SharedBatches(memory, SERVICE);
        other = new SharedBatches(memory, SERVICE);
    }

    private static Batch bought(Batch before) {
        return before.bought(Cogs.of(100)).renewed(ChannelNonce.ZERO, "token", Optional.of(NOW.plusSeconds(60)));
    }

    @BeforeEach
    void buy() {
        one.change(CHANNEL, SharedBatchesTest::bought);
    }

    private Portion take(SharedBatches client, int calls) {
        return client.take(PRICE, calls, NOW).orElseThrow();
    }

    private Batch kept() {
        return one.change(CHANNEL, batch -> batch);
    }

    @Test
    void aPortionIsForSoManyCallsAndNoMoreThanHalfOfWhatIsLeft() {
        assertThat(take(one, 4).amount()).isEqualTo(Cogs.of(12));
        assertThat(take(other, 32).amount()).isEqualTo(Cogs.of(42));
        assertThat(take(one, 32).amount()).isEqualTo(Cogs.of(21));
    }

    @Test
    void theLastCallsAreTakenOneByOneAndNoneBeyondWhatWasPlanned() {
        int taken = 0;
        for (Optional<Portion> next = one.take(PRICE, 32, NOW); next.isPresent(); next = other.take(PRICE, 32, NOW)) {
            taken += next.get().amount().value().intValueExact();
        }

        assertThat(taken).isEqualTo(99);
        assertThat(kept().left()).isEqualTo(Cogs.of(1));
    }

    @Test
    void whereNoOtherProcessSharesTheMemoryAPortionIsAllThatIsLeft() {
        SharedBatches alone = new SharedBatches(new ProcessMemory(), SERVICE);
        alone.change(CHANNEL, SharedBatchesTest::bought);

        assertThat(take(alone, 1).amount()).isEqualTo(Cogs.of(100));
    }

    @Test
    void aStaleTokenIsNotTaken() {
        Instant late = NOW.plusSeconds(60);

        assertThat(one.take(PRICE, 1, late)).isEmpty();
        assertThat(one.withoutToken(PRICE, late)).containsExactly(CHANNEL);
    }

    @Test
    void aTokenThatTheDaemonRefusedServesNobodyUnlessItWasRenewedMeanwhile() {
        Portion portion = take(one, 1);

        one.tokenRefused(portion);
        assertThat(other.take(PRICE, 1, NOW)).isEmpty();

        other.change(CHANNEL, batch -> batch.renewed(ChannelNonce.ZERO, "second", Optional.empty()));
        one.tokenRefused(portion);
        assertThat(take(one, 1).batch().token()).contains("second");
    }

    // Guard: SharedBatches.usedUp asks for the serial.
    @Test
    void whatIsUsedUpIsTakenFromAllOnceAndWhatWasBoughtSinceIsNot() {
        Portion before = take(one, 1);
        Portion others = take(other, 1);

        one.usedUp(before);
        assertThat(kept().left()).isEqualTo(Cogs.ZERO);
        one.change(CHANNEL, SharedBatchesTest::bought);
        other.usedUp(others);
        other.giveBack(List.of(others));

        assertThat(kept().left()).isEqualTo(Cogs.of(100));
    }

    // Guard: SharedBatches.changeInTurn asks whose turn it is.
    @Test
    void whoWasStoppedUntilOthersHadItsTurnWritesDownNothing() throws IOException {
        assertThat(one.beginBuying()).isTrue();
        memory.batches(SERVICE, known -> new Change<>(known.boughtBy(Optional.empty()), true));
        assertThat(other.beginBuying()).isTrue();
        other.changeInTurn(CHANNEL, batch -> batch.found(Cogs.of(200), Cogs.ZERO));

        one.changeInTurn(CHANNEL, SharedBatchesTest::bought);

        assertThat(kept().planned()).isEqualTo(Cogs.of(200));
    }

    // Guard: SharedBatches.endBuying puts an interrupt aside.
    @Test
    void anInterruptedThreadEndsItsTurn() {
        assertThat(one.beginBuying()).isTrue();
        Thread.currentThread().interrupt();
        one.endBuying();
        assertThat(Thread.interrupted()).isTrue();

        assertThat(other.beginBuying()).isTrue();
    }

    @Test
    void whatTheDaemonHasBeyondWhatIsKnownIsForAll() {
        take(one, 4);

        one.change(CHANNEL, batch -> batch.found(Cogs.of(150), Cogs.of(3)));
        assertThat(kept().left()).isEqualTo(Cogs.of(138));

        one.change(CHANNEL, batch -> batch.found(Cogs.of(150), Cogs.of(3)));
        assertThat(kept().left()).isEqualTo(Cogs.of(138));
    }

    @Test
    void noMessageHasTheToken() {
        assertThat(take(one, 1)).asString().doesNotContain("token");
        assertThat(new Purses.Part(take(one, 1), PRICE)).asString().doesNotContain("token");
        assertThat(memory).asString().doesNotContain("token");
    }
}
