package io.snet4j.provider;

import com.google.protobuf.ByteString;
import io.snet4j.chain.ChannelClaim;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.errors.UntrustedDaemonException;
import io.snet4j.identity.ProtocolMessages;
import io.snet4j.identity.Signatures;
import io.snet4j.internal.core.Words;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import io.snet4j.wire.escrow.ControlServiceProto.PaymentReply;
import java.math.BigInteger;
import java.util.Optional;

/** What the daemon handed out to be claimed. */
record SignedPayment(UnclaimedPayment payment, byte[] signature) {
    static SignedPayment of(PaymentReply reply) {
        return new SignedPayment(
                new UnclaimedPayment(
                        ChannelId.of(integer(reply.getChannelId())),
                        ChannelNonce.of(integer(reply.getChannelNonce())),
                        new Cogs(integer(reply.getSignedAmount())),
                        BlockNumber.of(integer(reply.getChannelExpiry()))),
                reply.getSignature().toByteArray());
    }

    private static BigInteger integer(ByteString bigEndian) {
        if (bigEndian.size() > Words.LENGTH) {
            throw new UntrustedDaemonException("the daemon's payment has a number of " + bigEndian.size()
                    + " bytes, more than the contract can hold");
        }
        return new BigInteger(1, bigEndian.toByteArray());
    }

    boolean isOf(PaymentChannel channel) {
        return payment.channelId().equals(channel.id()) && payment.nonce().equals(channel.nonce());
    }

    /** @throws UntrustedDaemonException if the contract would not take it */
    ChannelClaim claim(PaymentChannel channel, Address escrow) {
        String named = "the daemon's payment of " + payment.amount() + " for channel " + payment.channelId()
                + ", nonce " + payment.nonce();
        if (!isOf(channel)) {
            throw new UntrustedDaemonException(
                    named + " is not for channel " + channel.id() + " at the chain's nonce " + channel.nonce());
        }
        if (payment.amount().compareTo(channel.value()) > 0) {
            throw new UntrustedDaemonException(named + " is more than the " + channel.value() + " left in it");
        }
        byte[] message = ProtocolMessages.mpeClaim(escrow, payment.channelId(), payment.nonce(), payment.amount());
        Optional<Address> signer = Signatures.recover(message, signature);
        if (signer.isEmpty()
                || !(signer.get().equals(channel.signer()) || signer.get().equals(channel.sender()))) {
            throw new UntrustedDaemonException(named + " is not signed by the channel's signer or sender");
        }
        return new ChannelClaim(channel.id(), payment.amount(), signature, false);
    }
}
