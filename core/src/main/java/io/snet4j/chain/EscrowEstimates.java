package io.snet4j.chain;

import io.snet4j.chain.GasEstimate.Basis;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.Cogs;
import java.math.BigInteger;

/**
 * What transactions of a {@link MultiPartyEscrow} would cost; sends nothing. Each method stands for the one of the same
 * name there, asks the node, and throws {@link io.snet4j.errors.ChainException} with the reason if the transaction
 * would revert now. One that needs another to be mined before (a deposit that is not yet approved) cannot be tried:
 * {@link #atMost} has a figure for it. Thread-safe; every method blocks on the network.
 *
 * @since 0.1.0
 */
public final class EscrowEstimates {
    private final Contract contract;

    EscrowEstimates(Contract contract) {
        this.contract = contract;
    }

    /** Kinds of transactions, with the most gas that each was measured to need, and a good part more. */
    public enum Kind {
        /** Of the token, not of the escrow. */
        APPROVE(60_000),
        DEPOSIT(120_000),
        WITHDRAW(100_000),
        TRANSFER(80_000),
        OPEN_CHANNEL(250_000),
        DEPOSIT_AND_OPEN_CHANNEL(320_000),
        CHANNEL_EXTEND(50_000),
        CHANNEL_ADD_FUNDS(60_000),
        CHANNEL_EXTEND_AND_ADD_FUNDS(70_000),
        /** Of one channel; of several in one transaction each costs less. */
        CHANNEL_CLAIM(125_000),
        CHANNEL_CLAIM_TIMEOUT(90_000);

        private final BigInteger gas;

        Kind(long gas) {
            this.gas = BigInteger.valueOf(gas);
        }

        /** In gas. Holds for the published contracts. */
        public BigInteger maxGas() {
            return gas;
        }
    }

    /** With the kind's own figure instead of the node's; the fee is the node's. */
    public GasEstimate atMost(Kind kind) {
        return new GasEstimate(kind.maxGas(), contract.maxFeePerGas(), Basis.FIXED);
    }

    public GasEstimate deposit(Address from, Cogs amount) {
        return contract.estimate(MultiPartyEscrow.DEPOSIT, from, amount.value());
    }

    public GasEstimate withdraw(Address from, Cogs amount) {
        return contract.estimate(MultiPartyEscrow.WITHDRAW, from, amount.value());
    }

    public GasEstimate transfer(Address from, Address to, Cogs amount) {
        return contract.estimate(MultiPartyEscrow.TRANSFER, from, to, amount.value());
    }

    /** @param expiration block number */
    public GasEstimate openChannel(
            Address sender, Address signer, Address recipient, GroupId groupId, Cogs value, BlockNumber expiration) {
        return contract.estimate(
                MultiPartyEscrow.OPEN_CHANNEL,
                sender,
                signer,
                recipient,
                groupId.toBytes(),
                value.value(),
                expiration.value());
    }

    /** @param expiration block number */
    public GasEstimate depositAndOpenChannel(
            Address sender, Address signer, Address recipient, GroupId groupId, Cogs value, BlockNumber expiration) {
        return contract.estimate(
                MultiPartyEscrow.DEPOSIT_AND_OPEN_CHANNEL,
                sender,
                signer,
                recipient,
                groupId.toBytes(),
                value.value(),
                expiration.value());
    }

    public GasEstimate channelExtend(Address sender, ChannelId id, BlockNumber newExpiration) {
        return contract.estimate(MultiPartyEscrow.CHANNEL_EXTEND, sender, id.value(), newExpiration.value());
    }

    public GasEstimate channelAddFunds(Address from, ChannelId id, Cogs amount) {
        return contract.estimate(MultiPartyEscrow.CHANNEL_ADD_FUNDS, from, id.value(), amount.value());
    }

    public GasEstimate channelExtendAndAddFunds(Address sender, ChannelId id, BlockNumber newExpiration, Cogs amount) {
        return contract.estimate(
                MultiPartyEscrow.CHANNEL_EXTEND_AND_ADD_FUNDS,
                sender,
                id.value(),
                newExpiration.value(),
                amount.value());
    }

    /** @param claim what the channel's signer or sender signed */
    public GasEstimate channelClaim(Address recipient, ChannelClaim claim) {
        return contract.estimate(MultiPartyEscrow.CHANNEL_CLAIM, recipient, claim.arguments());
    }

    public GasEstimate channelClaimTimeout(Address sender, ChannelId id) {
        return contract.estimate(MultiPartyEscrow.CHANNEL_CLAIM_TIMEOUT, sender, id.value());
    }
}
