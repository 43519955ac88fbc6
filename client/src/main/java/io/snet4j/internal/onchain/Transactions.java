package io.snet4j.internal.onchain;

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

/** Sends the payer's transactions, one after the other. Thread-safe; blocks. */
public final class Transactions {
    /** For one transaction. */
    public static final Duration DEADLINE = Duration.ofMinutes(5);

    /** An approval, a deposit, and what they are for. */
    public static final Duration MAX_TIME = DEADLINE.multipliedBy(3);

    private final PayerAccount account;
    private final Memory memory;
    private final OrderedLock turn = OrderedLock.fair(LockRank.PAYER_ACCOUNT);

    /** @param memory of the payer; who shares it takes turns */
    public Transactions(PayerAccount account, Memory memory) {
        this.account = account;
        this.memory = memory;
    }

    /** Whether clients on other machines send some, too. */
    public boolean areShared() {
        return memory.isOfManyMachines();
    }

    /** One at a time, on all machines: two that look at the same balances would both find them sufficient. */
    public <T> T alone(Supplier<T> work) {
        turn.lock();
        try {
            beginSending();
            try {
                return work.get();
            } finally {
                memory.endSending();
            }
        } finally {
            account.blocks().mined();
            turn.unlock();
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
        MultiPartyEscrow escrow = account.escrow();
        Identity payer = account.sender();
        Address signer = account.signer().address();
        ChannelId id = step.channelId().orElse(ChannelId.of(0));
        BlockNumber expiration = step.expiration().orElse(BlockNumber.ZERO);
        switch (step.kind()) {
            case APPROVE -> account.contracts().token().approve(payer, escrow.address(), step.amount(), DEADLINE);
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
