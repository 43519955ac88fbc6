package io.snet4j.internal.percall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.snet4j.errors.ChainException;
import io.snet4j.errors.SpendingLimitException;
import io.snet4j.internal.core.Budget;
import io.snet4j.internal.loop.PricedCall;
import io.snet4j.payment.SignedAmount;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.scripted.World;
import io.snet4j.value.Address;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The payer has sent a transaction before, which waits for its block. */
class UnminedTransactionsTest {
    private final World world = new World();

    @BeforeEach
    void giveMoney() {
        world.chain.giveEscrow(World.PAYER.address(), 10_000);
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void theChannelThatItOpensIsWaitedForAndUsed() {
        world.chain.mineAfter(4, () -> world.openChannel(100));

        pay(World.GENEROUS);

        assertThat(world.chain.transactions()).isEmpty();
        assertThat(world.signed).extracting(SignedAmount::channelId).containsExactly(ChannelId.of(0));
        assertThat(world.pauses).hasSize(3).isSorted();
    }

    @Test
    void theMoneyThatItAddsIsWaitedForAndUsed() {
        Address payer = World.PAYER.address();
        ChannelId channel = world.chain.open(payer, payer, World.RECIPIENT, World.GROUP, 2, 50_000);
        world.chain.mineAfter(4, () -> world.chain.add(channel, 100));

        pay(World.GENEROUS);

        assertThat(world.chain.transactions()).isEmpty();
        assertThat(world.signed).extracting(SignedAmount::channelId).containsExactly(channel);
    }

    @Test
    void whenItWasForSomethingElseAChannelIsOpened() {
        world.chain.mineAfter(4, () -> {});

        pay(World.GENEROUS);

        assertThat(world.chain.transactions()).containsExactly("openChannel");
    }

    @Test
    void noMoneyIsPlacedWhileItIsNotMined() {
        world.chain.mineAfter(Integer.MAX_VALUE, () -> {});

        assertThatThrownBy(() -> pay(World.GENEROUS))
                .isInstanceOf(ChainException.class)
                .hasMessageContaining(
                        "1 of the transactions of " + World.PAYER.address() + " are not mined after 5 minutes")
                .hasMessageContaining(". One may open or fund a payment channel")
                .hasMessageContaining("the first has nonce 7");

        assertThat(world.chain.transactions()).isEmpty();
        assertThat(world.signed).isEmpty();
    }

    @Test
    void whoMayPlaceNoMoneyDoesNotWait() {
        world.chain.mineAfter(Integer.MAX_VALUE, () -> {});

        assertThatThrownBy(() -> pay(SpendingLimit.existingChannelsOnly())).isInstanceOf(SpendingLimitException.class);

        assertThat(world.pauses).isEmpty();
    }

    private void pay(SpendingLimit limit) {
        Budget budget = Budget.of(Duration.ofSeconds(20));
        PricedCall request = new PricedCall("a.B/c", Cogs.of(3), Optional.empty());
        new HeldTicket(world.client(limit).payer().tickets(request, budget), budget).await();
    }
}
