package io.snet4j.internal.pay;

import io.snet4j.chain.MultiPartyEscrow.OpenedChannel;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.chain.Receipt;
import io.snet4j.errors.InsufficientFundsException;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.payment.Account;
import io.snet4j.payment.OwnChannel;
import io.snet4j.payment.Reconciliation;
import io.snet4j.payment.Refund;
import io.snet4j.value.Address;
import io.snet4j.value.Cogs;
import java.math.BigInteger;
import java.util.List;

/** The payer's money, straight from token and escrow. */
public final class AccountOperations implements Account {
    private final Wallet wallet;
    private final ChannelOperations operations;
    private final Runnable check;

    /** @param check that the client may still be used, and its node is the network's */
    public AccountOperations(Wallet wallet, Runnable check) {
        this.wallet = wallet;
        this.check = check;
        this.operations = new ChannelOperations(wallet);
    }

    @Override
    public Address address() {
        return wallet.payer().address();
    }

    @Override
    public Cogs tokenBalance() {
        return wallet().token().balance(address());
    }

    @Override
    public Cogs escrowBalance() {
        return wallet().escrow().balance(address());
    }

    @Override
    public Cogs allowance() {
        return wallet().token().allowance(address(), wallet().escrow().address());
    }

    @Override
    public Receipt approve(Cogs amount) {
        return wallet().transacting(() -> sendApproval(amount));
    }

    private Receipt sendApproval(Cogs amount) {
        return wallet().token().approve(wallet().payer(), wallet().escrow().address(), amount, Transactions.DEADLINE);
    }

    @Override
    public Receipt deposit(Cogs amount) {
        requireSome(amount, "deposit");
        return wallet().transacting(() -> {
            requireEnough(tokenBalance(), amount, "tokens outside of the escrow");
            if (allowance().compareTo(amount) < 0) {
                sendApproval(amount);
            }
            return wallet().escrow().deposit(wallet().payer(), amount, Transactions.DEADLINE);
        });
    }

    @Override
    public Receipt withdraw(Cogs amount) {
        requireSome(amount, "withdraw");
        return wallet().transacting(() -> {
            requireEnough(escrowBalance(), amount, "in the escrow outside of channels");
            return wallet().escrow().withdraw(wallet().payer(), amount, Transactions.DEADLINE);
        });
    }

    @Override
    public Receipt transfer(Address to, Cogs amount) {
        requireSome(amount, "transfer");
        if (to.isZero() || to.equals(address())) {
            throw new InvalidRequestException("a transfer to " + to + " is a mistake; name another account");
        }
        return wallet().transacting(() -> {
            requireEnough(escrowBalance(), amount, "in the escrow outside of channels");
            return wallet().escrow().transfer(wallet().payer(), to, amount, Transactions.DEADLINE);
        });
    }

    @Override
    public List<OwnChannel> channels() {
        long block = wallet().latestBlock();
        return own(block).stream().map(channel -> wallet().view(channel, block)).toList();
    }

    private List<PaymentChannel> own(long block) {
        return wallet().escrow().channelsOpened(address(), wallet().firstLogBlock(), block).stream()
                .map(OpenedChannel::channel)
                .map(PaymentChannel::id)
                .flatMap(id -> wallet().escrow().channel(id).stream())
                .filter(channel -> channel.sender().equals(address()))
                .toList();
    }

    @Override
    public Refund refundExpired(BigInteger channelId) {
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
        Ledger ledger = wallet().ledger();
        Findings found = ledger.lookAtAll();
        SpendingTally.Sums sums = wallet.tally().sums();
        List<Reconciliation.Claim> claims = found.claims().stream()
                .map(claim -> new Reconciliation.Claim(
                        claim.channelId(), claim.nonce(), claim.claimed(), claim.blockNumber()))
                .toList();
        return new Reconciliation(claims, found.charged(), found.unknown(), sums.spent(), sums.refused());
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

    private Wallet wallet() {
        check.run();
        return wallet;
    }

    private ChannelOperations operations() {
        check.run();
        return operations;
    }
}
