package io.snet4j.internal.channel;

import io.snet4j.chain.MultiPartyEscrow.EndedNonce;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.internal.core.Budget;
import io.snet4j.internal.memory.ModelPayment;
import io.snet4j.internal.onchain.PayerAccount;
import io.snet4j.internal.transport.Pauses;
import io.snet4j.payment.ChannelState;
import io.snet4j.payment.PaymentOrigin;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.BlockCount;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.time.Duration;
import java.util.Optional;

/**
 * Finds out whether a payment was taken whose end nobody saw, such as one of a process that was killed. Nobody
 * remembers the channel as it was before, so less is proven here than when an answer was just lost. Signs no payment.
 * Blocks.
 */
public final class PaymentEvidence {
    /** @param why it is not known; empty if it is */
    public record Finding(Charge charge, String why) {
        public static Finding of(Charge charge) {
            return new Finding(charge, "");
        }

        public static Finding unknown(String why) {
            return new Finding(Charge.UNKNOWN, why);
        }
    }

    /** A daemon that lost its client takes a moment to give the payment back, or to write that it has it. */
    private static final int LOOKS = 4;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    /** Blocks that may have been replaced since. */
    private static final BlockCount REORGANIZED = BlockCount.of(64);

    private final PayerAccount account;
    private final Pauses pauses;
    private final StateClient states;

    /**
     * @param states of the service that was paid, because what another service's daemon does not have proves nothing
     */
    public PaymentEvidence(PayerAccount account, Pauses pauses, StateClient states) {
        this.account = account;
        this.pauses = pauses;
        this.states = states;
    }

    public Finding find(SignedAmount payment, PaymentOrigin origin, Budget budget) {
        try {
            for (int look = 1; ; look++) {
                Finding finding = look(payment, origin, budget);
                if (finding.charge() != Charge.NONE || look == LOOKS || budget.isUsedUp()) {
                    return finding;
                }
                pauses.backOff(look, FIRST_PAUSE);
            }
        } catch (SnetException e) {
            return Finding.unknown("it could not be asked for: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Finding.unknown("the search was interrupted");
        }
    }

    private Finding look(SignedAmount payment, PaymentOrigin origin, Budget budget) {
        ChannelId id = payment.channelId();
        Optional<PaymentChannel> channel = account.escrow().channel(id);
        if (channel.isEmpty() || !channel.get().sender().equals(account.payer())) {
            return Finding.unknown("payment channel " + id + " is not on chain as this payer's");
        }
        if (channel.get().nonce().compareTo(payment.nonce()) > 0) {
            return ended(payment, origin);
        }
        ChannelState state = states.read(id, budget);
        if (state.onChain().nonce().compareTo(payment.nonce()) > 0) {
            return ended(payment, origin);
        }
        if (state.nonce().equals(payment.nonce())) {
            return held(payment, state.signed());
        }
        // A claim that is begun names its amount, with our signature.
        return taken(payment, state.onChain().value().minus(state.signed().plus(state.available())));
    }

    private Finding ended(SignedAmount payment, PaymentOrigin origin) {
        BlockNumber from = origin.block().minus(REORGANIZED);
        BlockNumber head = account.contracts().chain().blockNumber();
        return account.escrow().endedNonces(payment.channelId(), from, head).stream()
                .filter(event -> event.nonce().equals(payment.nonce()))
                .map(EndedNonce::claimed)
                .findFirst()
                .map(claimed -> taken(payment, claimed))
                .orElseGet(() -> Finding.unknown("payment channel " + payment.channelId()
                        + " is beyond its nonce, and the Ethereum node has no event that names what was claimed"));
    }

    private Finding held(SignedAmount payment, Cogs held) {
        if (held.compareTo(ModelPayment.before(payment)) < 0) {
            return Finding.unknown(
                    "its daemon has lost what it knew: it shows " + held + " as paid from payment channel "
                            + payment.channelId() + ", and " + ModelPayment.before(payment) + " were paid before");
        }
        return taken(payment, held);
    }

    private static Finding taken(SignedAmount payment, Cogs total) {
        if (total.compareTo(payment.amount()) > 0) {
            return Finding.unknown("more was paid from payment channel " + payment.channelId() + " since");
        }
        if (total.equals(payment.amount())) {
            return Finding.of(Charge.CHARGED);
        }
        return Finding.of(Charge.NONE);
    }
}
