package io.snet4j.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.chain.MultiPartyEscrow;
import io.snet4j.internal.memory.ProcessMemory;
import io.snet4j.internal.memory.ServiceKey;
import io.snet4j.payment.SignedAmount;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.scripted.World;
import io.snet4j.testing.FakeChain;
import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What all signatures of a client come to. */
class LedgerSumTest {
    private static final ServiceKey SERVICE = new ServiceKey("org", "service", World.GROUP);
    private static final int KEPT = 64;

    private final SpendingTally tally = new SpendingTally(SpendingLimit.existingChannelsOnly());
    private final FakeChain chain = new FakeChain();
    private final Ledger ledger = new Ledger(
            tally,
            chain,
            new MultiPartyEscrow(chain, FakeChain.ESCROW),
            new HighWaterMarks(new ProcessMemory()),
            new ProcessMemory(),
            new PaymentEvents(),
            duration -> {},
            BlockCount.of(0));

    private SignedAmount sign(long nonce, long amount) {
        SignedAmount payment = new SignedAmount(
                ChannelId.of(1), ChannelNonce.of(nonce), Cogs.of(amount), Cogs.of(5), "a.B/c", Optional.empty());
        ledger.sign(payment, SERVICE, tally.reserveForMany(Cogs.of(5), payment.method()), BlockNumber.of(1));
        return payment;
    }

    private static SpendingTally.Sums sums(long counted, long refused) {
        return new SpendingTally.Sums(Cogs.of(counted), Cogs.of(refused), Cogs.ZERO);
    }

    @Test
    void aRefusedPaymentIsCountedUntilTheSameAmountIsServed() {
        ledger.denied(sign(0, 5), Optional.of(SERVICE));
        assertThat(tally.sums()).isEqualTo(sums(5, 5));

        ledger.served(sign(0, 5));
        assertThat(tally.sums()).isEqualTo(sums(5, 0));

        ledger.denied(sign(0, 10), Optional.of(SERVICE));
        assertThat(tally.sums()).isEqualTo(sums(10, 5));
    }

    // Guard: Ledger.forgetOld leaves in the sum what counts, and takes out what was refused.
    @Test
    void whatWasSignedSoLongAgoThatItIsNotKeptStaysCountedAsSpent() {
        int nonces = KEPT + 6;
        for (int nonce = 0; nonce < nonces; nonce++) {
            ledger.denied(sign(nonce, 5), Optional.of(SERVICE));
        }

        assertThat(tally.sums()).isEqualTo(sums(nonces * 5L, KEPT * 5L));
    }
}
