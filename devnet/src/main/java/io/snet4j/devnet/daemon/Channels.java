package io.snet4j.devnet.daemon;

import io.snet4j.chain.MultiPartyEscrow;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.errors.ChainException;
import io.snet4j.value.ChannelId;
import java.math.BigInteger;
import java.util.Optional;

/** Payment channels, as store and chain together know them. Blocks on the chain. */
final class Channels {
    private static final BigInteger WORDS = BigInteger.ONE.shiftLeft(256);

    private final MultiPartyEscrow escrow;
    private final Replica replica;
    private final DaemonStore store;
    private final Texts texts;

    Channels(MultiPartyEscrow escrow, Replica replica, DaemonStore store, Texts texts) {
        this.escrow = escrow;
        this.replica = replica;
        this.store = store;
        this.texts = texts;
    }

    /**
     * @return empty if there is no such channel
     * @throws GrpcFailure if the chain does not answer, or the channel pays somebody else
     */
    Optional<PaymentChannel> onChain(BigInteger id) {
        if (id.signum() < 0 && texts.refusesNegativeIds()) {
            throw GrpcFailure.unknown("abi: negatively-signed value cannot be packed into uint parameter");
        }
        Optional<PaymentChannel> channel;
        try {
            // The contract is asked for the last 256 bits; the daemon's books go by the whole number.
            channel = escrow.channel(ChannelId.of(id.mod(WORDS)));
        } catch (ChainException e) {
            throw GrpcFailure.unknown("" + e.getMessage());
        }
        if (channel.isPresent() && !channel.get().recipient().equals(replica.paymentAddress())) {
            throw GrpcFailure.unknown(Texts.otherRecipient());
        }
        return channel;
    }

    /**
     * The state that the next payment is held against. The group is compared only before a channel's first payment.
     *
     * @return empty if there is no such channel
     * @throws GrpcFailure if it is of another recipient or group, or nothing is known of it and the chain does not
     *     answer
     */
    Optional<StoredChannel> current(BigInteger id) {
        Optional<StoredChannel> stored = store.stored(id);
        if (stored.isEmpty()) {
            Optional<PaymentChannel> channel = onChain(id);
            channel.filter(found -> !found.groupId().equals(replica.groupId())).ifPresent(other -> {
                throw GrpcFailure.unknown(texts.otherGroup(replica.groupId(), other.groupId()));
            });
            return channel.map(found -> StoredChannel.unpaid(id, found));
        }
        try {
            return onChain(id).map(channel -> merge(stored.get(), channel)).or(() -> stored);
        } catch (GrpcFailure chainUnreadable) {
            return stored;
        }
    }

    private static StoredChannel merge(StoredChannel stored, PaymentChannel onChain) {
        int ahead = stored.channel().nonce().compareTo(onChain.nonce());
        if (ahead > 0) {
            return stored;
        }
        return ahead < 0 ? StoredChannel.unpaid(stored.id(), onChain) : stored.funded(onChain);
    }

    /**
     * Begins to claim what is authorized: the claim goes to the store of claims, the client goes on at the next nonce.
     *
     * @throws GrpcFailure if a payment is under way, or the channel was never paid with
     */
    StoredClaim startClaim(BigInteger id) {
        return store.beginClaim(id);
    }

    /** Forgets the claims that the chain has settled. */
    void removeSettledClaims() {
        for (StoredClaim claim : store.claims()) {
            Optional<PaymentChannel> channel = onChain(claim.channelId());
            if (channel.isPresent() && channel.get().nonce().compareTo(claim.nonce()) > 0) {
                store.remove(claim);
            }
        }
    }
}
