package io.snet4j.internal.channel;

import com.google.protobuf.ByteString;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.errors.UntrustedDaemonException;
import io.snet4j.identity.ProtocolMessages;
import io.snet4j.identity.Signatures;
import io.snet4j.internal.ledger.HighWaterMarks;
import io.snet4j.internal.memory.Mark;
import io.snet4j.payment.ChannelState;
import io.snet4j.value.Address;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import io.snet4j.wire.escrow.StateServiceProto.ChannelStateReply;
import java.math.BigInteger;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Believes of a daemon's answer what signatures prove. An amount that is too low harms nobody but the provider, and is
 * followed: daemons that keep their state in memory forget.
 */
final class StateReader {
    private static final int WORD = 32;

    private static final Logger LOG = LoggerFactory.getLogger(StateReader.class);

    private final Address escrow;
    private final HighWaterMarks marks;

    StateReader(Address escrow, HighWaterMarks marks) {
        this.escrow = escrow;
        this.marks = marks;
    }

    /**
     * @return empty if the nonce fits neither the chain's nor a claim on its way; the chain may have moved meanwhile
     */
    Optional<ChannelState> read(PaymentChannel channel, ChannelStateReply reply) {
        ChannelNonce nonce = ChannelNonce.of(integer(channel, "current nonce", reply.getCurrentNonce()));
        boolean claiming = nonce.equals(channel.nonce().next());
        if (!claiming && !nonce.equals(channel.nonce())) {
            return Optional.empty();
        }
        Cogs signed =
                proven(channel, "signed amount", nonce, reply.getCurrentSignedAmount(), reply.getCurrentSignature());
        Cogs reserved = claiming
                ? atLeastAccepted(
                        channel,
                        proven(
                                channel,
                                "old signed amount",
                                channel.nonce(),
                                reply.getOldNonceSignedAmount(),
                                reply.getOldNonceSignature()))
                : forgottenClaim(channel);
        Cogs used = signed.plus(reserved);
        Cogs available = used.compareTo(channel.value()) < 0 ? channel.value().minus(used) : Cogs.ZERO;
        return Optional.of(new ChannelState(channel, nonce, signed, available));
    }

    /** A claim that hides a part of what it takes would make the channel look fuller than it is. */
    private Cogs atLeastAccepted(PaymentChannel channel, Cogs claimed) {
        Cogs accepted =
                marks.at(channel.id(), channel.nonce()).map(Mark::accepted).orElse(Cogs.ZERO);
        if (claimed.compareTo(accepted) >= 0) {
            return claimed;
        }
        LOG.warn(
                "the daemon says that a claim of {} is on its way from channel {}; {} were paid. Counting those.",
                claimed,
                channel.id(),
                accepted);
        return accepted;
    }

    /** What is signed for the next nonce can be taken as soon as there is a claim, whether or not one is known of. */
    private Cogs forgottenClaim(PaymentChannel channel) {
        return marks.at(channel.id(), channel.nonce().next()).map(Mark::signed).orElse(Cogs.ZERO);
    }

    /**
     * A nonce that is none of the two which can be proven. An honest daemon has one that is further ahead while several
     * claims wait for the chain, but names the newest of them only, and so cannot prove what the others take.
     */
    static UntrustedDaemonException impossibleNonce(PaymentChannel channel, ChannelStateReply reply) {
        ChannelNonce nonce = ChannelNonce.of(integer(channel, "current nonce", reply.getCurrentNonce()));
        BigInteger ahead = nonce.value().subtract(channel.nonce().value());
        String cause = ahead.signum() < 0
                ? "It knows an older chain than this client; wait until its Ethereum node has caught up, or check that"
                        + " both use the same network"
                : "If the provider has begun " + ahead + " claims that are not mined yet, wait until they are; only one"
                        + " at a time can be verified";
        return lie(channel, "its nonce is " + nonce + ", on chain it is " + channel.nonce() + ". " + cause);
    }

    private Cogs proven(
            PaymentChannel channel, String name, ChannelNonce nonce, ByteString number, ByteString signature) {
        BigInteger amount = integer(channel, name, number);
        if (amount.signum() == 0) {
            return Cogs.ZERO;
        }
        Cogs cogs = new Cogs(amount);
        byte[] message = ProtocolMessages.mpeClaim(escrow, channel.id(), nonce, cogs);
        boolean ours = Signatures.recover(message, signature.toByteArray())
                .filter(signer -> signer.equals(channel.signer()) || signer.equals(channel.sender()))
                .isPresent();
        if (!ours) {
            throw lie(
                    channel,
                    "its " + name + " of " + cogs + " at nonce " + nonce
                            + " carries no signature of the channel's signer or sender");
        }
        return cogs;
    }

    private static BigInteger integer(PaymentChannel channel, String name, ByteString bytes) {
        if (bytes.size() > WORD) {
            throw lie(channel, "its " + name + " has " + bytes.size() + " bytes, more than the contract can hold");
        }
        return new BigInteger(1, bytes.toByteArray());
    }

    private static UntrustedDaemonException lie(PaymentChannel channel, String lie) {
        return new UntrustedDaemonException("the daemon's state of payment channel " + channel.id()
                + " is not credible: " + lie + ". Nothing was signed for it.");
    }
}
