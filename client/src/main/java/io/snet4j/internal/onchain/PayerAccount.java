package io.snet4j.internal.onchain;

import io.snet4j.chain.FetchToken;
import io.snet4j.chain.GroupId;
import io.snet4j.chain.MultiPartyEscrow;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.PaymentStateException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.identity.Identity;
import io.snet4j.internal.core.LockRank;
import io.snet4j.internal.core.OrderedLock;
import io.snet4j.internal.memory.Memory;
import io.snet4j.payment.PlannedTransaction;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The payer's account on chain: what is sent from it, one transaction after the other. Thread-safe; blocks. */
public final class PayerAccount {
    /** For one transaction. */
    public static final Duration DEADLINE = Duration.ofMinutes(5);

    /** An approval, a deposit, and what they are for. */
    public static final Duration MAX_TIME = DEADLINE.multipliedBy(3);

    private final Identities identities;
    private final Contracts contracts;
    private final BlockClock blocks;
    private final Memory memory;
    private final OrderedLock transactions = OrderedLock.fair(LockRank.PAYER_ACCOUNT);

    /**
     * @param blocks of the chain of the contracts
     * @param memory of the payer; who shares it takes turns with its transactions
     */
    public PayerAccount(Identities identities, Contracts contracts, BlockClock blocks, Memory memory) {
        this.identities = identities;
        this.contracts = contracts;
        this.blocks = blocks;
        this.memory = memory;
    }

    public Address payer() {
        return identities.payer().address();
    }

    public Identity signer() {
        return identities.signer();
    }

    public Contracts contracts() {
        return contracts;
    }

    /** The identity that {@link #payer} is the address of. */
    public Identity sender() {
        return identities.payer();
    }

    public MultiPartyEscrow escrow() {
        return contracts.escrow();
    }

    /** For what need not be asked now. */
    public BlockClock blocks() {
        return blocks;
    }

    /** Whether clients on other machines send its transactions, too. */
    public boolean isShared() {
        return memory.isOfManyMachines();
    }

    /** What the payer has now. Blocks. */
    public Balances balances() {
        Address payer = payer();
        FetchToken token = contracts.token();
        return new Balances(
                payer, escrow().balance(payer), token.balance(payer), token.allowance(payer, escrow().address()));
    }

    /** One at a time, on all machines: two that look at the same balances would both find them sufficient. */
    public <T> T alone(Supplier<T> work) {
        transactions.lock();
        try {
            beginSending();
            try {
                return work.get();
            } finally {
                memory.endSending();
            }
        } finally {
            blocks.mined();
            transactions.unlock();
        }
    }

    private void beginSending() {
        try {
            memory.beginSending(MAX_TIME);
        } catch (IOException e) {
            throw new PaymentStateException(
                    memory + " does not say that this client may send transactions, so none was sent: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallCancelledException("interrupted before a transaction was sent", e, Charge.NONE);
        }
    }

    /**
     * Each when the one before is mined. Needs {@link #alone}.
     *
     * @return the channel that was opened, if one was
     */
    public Optional<PaymentChannel> send(List<PlannedTransaction> steps, Address recipient, GroupId group) {
        Optional<PaymentChannel> opened = Optional.empty();
        for (PlannedTransaction step : steps) {
            opened = send(step, recipient, group);
        }
        return opened;
    }

    private Optional<PaymentChannel> send(PlannedTransaction step, Address recipient, GroupId group) {
        MultiPartyEscrow escrow = escrow();
        Identity payer = sender();
        Address signer = signer().address();
        ChannelId id = step.channelId().orElse(ChannelId.of(0));
        BlockNumber expiration = step.expiration().orElse(BlockNumber.ZERO);
        switch (step.kind()) {
            case APPROVE -> contracts.token().approve(payer, escrow.address(), step.amount(), DEADLINE);
            case DEPOSIT -> escrow.deposit(payer, step.amount(), DEADLINE);
            case ADD_FUNDS -> escrow.channelAddFunds(payer, id, step.amount(), DEADLINE);
            case EXTEND -> escrow.channelExtend(payer, id, expiration, DEADLINE);
            case EXTEND_AND_ADD_FUNDS ->
                escrow.channelExtendAndAddFunds(payer, id, expiration, step.amount(), DEADLINE);
            case OPEN_CHANNEL -> {
                return Optional.of(
                        escrow.openChannel(payer, signer, recipient, group, step.amount(), expiration, DEADLINE));
            }
            case DEPOSIT_AND_OPEN_CHANNEL -> {
                return Optional.of(escrow.depositAndOpenChannel(
                        payer, signer, recipient, group, step.amount(), expiration, DEADLINE));
            }
        }
        return Optional.empty();
    }
}
