package io.snet4j.internal.pay;

import io.snet4j.chain.GroupId;
import io.snet4j.chain.MultiPartyEscrow;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.identity.Identity;
import io.snet4j.payment.PlannedTransaction;
import io.snet4j.value.Address;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Sends what was planned, one after the other, each when the one before is mined. Needs {@link Wallet#transactions}. */
final class Transactions {
    /** For one transaction. */
    static final Duration DEADLINE = Duration.ofMinutes(5);

    /** An approval, a deposit, and what they are for. */
    static final Duration MAX_TIME = DEADLINE.multipliedBy(3);

    private final Wallet wallet;

    Transactions(Wallet wallet) {
        this.wallet = wallet;
    }

    /** @return the channel that was opened, if one was */
    Optional<PaymentChannel> send(List<PlannedTransaction> steps, Address recipient, GroupId group) {
        Optional<PaymentChannel> opened = Optional.empty();
        for (PlannedTransaction step : steps) {
            opened = send(step, recipient, group);
        }
        return opened;
    }

    private Optional<PaymentChannel> send(PlannedTransaction step, Address recipient, GroupId group) {
        MultiPartyEscrow escrow = wallet.escrow();
        Identity payer = wallet.payer();
        Address signer = wallet.signer().address();
        BigInteger id = step.channelId().orElse(BigInteger.ZERO);
        BigInteger expiration = step.expiration().orElse(BigInteger.ZERO);
        switch (step.kind()) {
            case APPROVE -> wallet.token().approve(payer, escrow.address(), step.amount(), DEADLINE);
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
