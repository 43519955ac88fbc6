package io.snet4j.internal.channel;

import io.snet4j.chain.MultiPartyEscrow;
import io.snet4j.chain.MultiPartyEscrow.OpenedChannel;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.chain.Receipt;
import io.snet4j.errors.InsufficientFundsException;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.internal.ledger.Findings;
import io.snet4j.internal.ledger.Ledger;
import io.snet4j.internal.ledger.SharedBudgets;
import io.snet4j.internal.ledger.SpendingTally;
import io.snet4j.internal.onchain.PayerAccount;
import io.snet4j.internal.onchain.Transactions;
import io.snet4j.payment.Account;
import io.snet4j.payment.BudgetState;
import io.snet4j.payment.OwnChannel;
import io.snet4j.payment.Reconciliation;
import io.snet4j.payment.Refund;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.util.List;

/** The payer's money, straight from token and escrow. */
public final class AccountOperations implements Account {
    private final PayerAccount account;
    private final Transactions transactions;
    private final ChannelDirectory channels;
    private final Ledger ledger;
    private final ChannelOperations operations;
    private final Runnable check;

    /** @param check that the client may still be used, and its node is the network's */
    public AccountOperations(
            PayerAccount account,
            Transactions transactions,
            ChannelDirectory channels,
            Ledger ledger,
            ChannelOperations operations,
            Runnable check) {
        this.account = account;
        this.transactions = transactions;
        this.channels = channels;
        this.ledger = ledger;
        this.operations = operations;
        this.check = check;
    }

    @Override
    public Address address() {
        return account.payer();
    }

    @Override
    public Cogs tokenBalance() {
        return checked().contracts().token().balance(address());
    }

    @Override
    public Cogs escrowBalance() {
        return checked().escrow().balance(address());
    }

    @Override
    public Cogs allowance() {
        return checked()
                .contracts()
                .token()
                .allowance(address(), account.escrow().address());
    }

    @Override
    public Receipt approve(Cogs amount) {
        return sending().alone(() -> sendApproval(amount));
    }

    private Receipt sendApproval(Cogs amount) {
        return checked()
                .contracts()
                .token()
                .approve(account.sender(), account.escrow().address(), amount, Transactions.DEADLINE);
    }

    @Override
    public Receipt deposit(Cogs amount) {
        requireSome(amount, "deposit");
        return sending().alone(() -> {
            requireEnough(tokenBalance(), amount, "tokens outside of the escrow");
            if (allowance().compareTo(amount) < 0) {
                sendApproval(amount);
            }
            return checked().escrow().deposit(account.sender(), amount, Transactions.DEADLINE);
        });
    }

    @Override
    public Receipt withdraw(Cogs amount) {
        requireSome(amount, "withdraw");
        return sending().alone(() -> {
            requireEnough(escrowBalance(), amount, "in the escrow outside of channels");
            return checked().escrow().withdraw(account.sender(), amount, Transactions.DEADLINE);
        });
    }

    @Override
    public Receipt transfer(Address to, Cogs amount) {
        requireSome(amount, "transfer");
        if (to.isZero() || to.equals(address())) {
            throw new InvalidRequestException("a transfer to " + to + " is a mistake; name another account");
        }
        return sending().alone(() -> {
            requireEnough(escrowBalance(), amount, "in the escrow outside of channels");
            return checked().escrow().transfer(account.sender(), to, amount, Transactions.DEADLINE);
        });
    }

    @Override
    public List<OwnChannel> channels() {
        BlockNumber block = checked().blocks().ask();
        return own(block).stream().map(channel -> channels.view(channel, block)).toList();
    }

    private List<PaymentChannel> own(BlockNumber block) {
        MultiPartyEscrow escrow = checked().escrow();
        List<ChannelId> ids =
                escrow
                        .channelsOpened(
                                address(), account.contracts().firstLogBlock().get(), block)
                        .stream()
                        .map(OpenedChannel::channel)
                        .map(PaymentChannel::id)
                        .toList();
        return escrow.channels(ids).stream()
                .filter(channel -> channel.sender().equals(address()))
                .toList();
    }

    @Override
    public Refund refund(ChannelId channelId) {
        return operations().refund(channelId);
    }

    @Override
    public List<Refund> refundExpired() {
        return channels().stream()
                .filter(OwnChannel::refundable)
                .map(channel -> operations().refund(channel.onChain().id()))
                .toList();
    }

    @Override
    public Reconciliation reconcile() {
        check.run();
        Findings found = ledger.lookAtAll();
        SpendingTally.Sums sums = ledger.tally().sums();
        List<Reconciliation.Claim> claims = found.claims().stream()
                .map(claim -> new Reconciliation.Claim(
                        claim.channelId(), claim.nonce(), claim.claimed(), claim.blockNumber()))
                .toList();
        return new Reconciliation(claims, found.charged(), found.unknown(), sums.spent(), sums.refused());
    }

    @Override
    public List<BudgetState> budgets() {
        check.run();
        return ledger.budgets().map(SharedBudgets::states).orElse(List.of());
    }

    private static void requireSome(Cogs amount, String verb) {
        if (amount.isZero()) {
            throw new InvalidRequestException("there is nothing to " + verb + ": 0 cogs");
        }
    }

    private void requireEnough(Cogs there, Cogs amount, String where) {
        if (there.compareTo(amount) < 0) {
            throw new InsufficientFundsException(
                    address() + " has " + there + " " + where + ", fewer than the " + amount + " asked for");
        }
    }

    private Transactions sending() {
        check.run();
        return transactions;
    }

    private PayerAccount checked() {
        check.run();
        return account;
    }

    private ChannelOperations operations() {
        check.run();
        return operations;
    }
}
