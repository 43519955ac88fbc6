package io.snet4j.provider;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.snet4j.chain.Chain;
import io.snet4j.chain.MultiPartyEscrow;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.chain.Receipt;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.errors.NotFoundException;
import io.snet4j.errors.UntrustedDaemonException;
import io.snet4j.identity.Identity;
import io.snet4j.identity.ProtocolMessages;
import io.snet4j.identity.Signatures;
import io.snet4j.value.Address;
import io.snet4j.value.Cogs;
import io.snet4j.wire.escrow.ControlServiceProto.GetPaymentsListRequest;
import io.snet4j.wire.escrow.ControlServiceProto.PaymentReply;
import io.snet4j.wire.escrow.ControlServiceProto.StartClaimRequest;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Collects what a provider earned: asks its daemon for the signed payments and claims them on chain. Thread-safe, but one
 * channel must not be claimed twice at once. Every method blocks on daemon and chain, and throws
 * {@link io.snet4j.errors.ServiceCallException} (or a leaf of it) when the daemon refuses or does not answer within 30
 * seconds, {@link io.snet4j.errors.ChainException} when the chain does.
 */
public final class ProviderClaims implements AutoCloseable {
    private static final Duration MINING = Duration.ofMinutes(2);

    private final DaemonControl daemon;
    private final Chain chain;
    private final MultiPartyEscrow escrow;
    private final Identity provider;

    private ProviderClaims(DaemonControl daemon, Chain chain, Address escrow, Identity provider) {
        this.daemon = daemon;
        this.chain = chain;
        this.escrow = new MultiPartyEscrow(chain, escrow);
        this.provider = provider;
    }

    /**
     * Does no I/O.
     *
     * @param daemon its {@code http} or {@code https} endpoint
     * @param chain stays the caller's to close
     * @param escrow the MultiPartyEscrow contract
     * @param provider signs as the payment address of the daemon's organization
     * @throws IllegalArgumentException for an endpoint of another form
     */
    public static ProviderClaims connect(URI daemon, Chain chain, Address escrow, Identity provider) {
        ManagedChannel channel = DaemonControl.open(daemon);
        return new ProviderClaims(new DaemonControl(channel), chain, escrow, provider);
    }

    /** Channels with payments that no claim was started for. */
    public List<UnclaimedPayment> listUnclaimed() {
        long block = chain.blockNumber();
        byte[] message = ProtocolMessages.listUnclaimed(escrow.address(), block);
        return daemon.listUnclaimed(listRequest(block, message)).stream()
                .map(ProviderClaims::payment)
                .toList();
    }

    /** Payments that a claim was started for, but that are not mined: an earlier claim was interrupted. */
    public List<UnclaimedPayment> listInProgress() {
        return inProgress().stream().map(ProviderClaims::payment).toList();
    }

    /**
     * Claims what was signed in a channel. If an earlier claim of the channel was interrupted, that one is finished
     * instead; what was signed since then takes another call.
     *
     * @throws NotFoundException if there is nothing to claim in the channel
     * @throws InvalidRequestException if the channel's recipient is somebody else
     * @throws UntrustedDaemonException if the daemon's payment would not be accepted on chain; no transaction was sent
     */
    public Claim claim(BigInteger channelId) {
        PaymentChannel channel = escrow.channel(channelId)
                .orElseThrow(() -> new NotFoundException("the escrow has no channel " + channelId));
        if (!channel.recipient().equals(provider.address())) {
            throw new InvalidRequestException("channel " + channelId + " pays " + channel.recipient() + ", not "
                    + provider.address() + "; claim it with the recipient's identity");
        }
        PaymentReply payment = inProgress().stream()
                .filter(reply -> payment(reply).channelId().equals(channelId)
                        && payment(reply).nonce().equals(channel.nonce()))
                .findFirst()
                .orElseGet(() -> start(channelId));
        byte[] signature = verified(payment, channel);
        Cogs amount = payment(payment).amount();
        Receipt receipt = escrow.channelClaim(provider, channelId, amount, signature, false, MINING);
        return new Claim(channelId, channel.nonce(), amount, receipt);
    }

    @Override
    public void close() {
        daemon.close();
    }

    private List<PaymentReply> inProgress() {
        long block = chain.blockNumber();
        byte[] message = ProtocolMessages.listInProgress(escrow.address(), block);
        return daemon.listInProgress(listRequest(block, message));
    }

    private PaymentReply start(BigInteger channelId) {
        UnclaimedPayment unclaimed = listUnclaimed().stream()
                .filter(payment -> payment.channelId().equals(channelId))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("nothing was paid through channel " + channelId
                        + " since the last claim, as far as the daemon knows"));
        byte[] message = ProtocolMessages.startClaim(escrow.address(), channelId, unclaimed.nonce());
        return daemon.startClaim(StartClaimRequest.newBuilder()
                .setMpeAddress(escrow.address().toString())
                .setChannelId(ByteString.copyFrom(channelId.toByteArray()))
                .setSignature(ByteString.copyFrom(provider.signMessage(message)))
                .build());
    }

    private GetPaymentsListRequest listRequest(long block, byte[] message) {
        return GetPaymentsListRequest.newBuilder()
                .setMpeAddress(escrow.address().toString())
                .setCurrentBlock(block)
                .setSignature(ByteString.copyFrom(provider.signMessage(message)))
                .build();
    }

    /** The payment's signature, if the contract would take it. */
    private byte[] verified(PaymentReply reply, PaymentChannel channel) {
        UnclaimedPayment payment = payment(reply);
        String named = "the daemon's payment of " + payment.amount() + " for channel " + payment.channelId()
                + ", nonce " + payment.nonce();
        if (!payment.channelId().equals(channel.id()) || !payment.nonce().equals(channel.nonce())) {
            throw new UntrustedDaemonException(
                    named + " is not for channel " + channel.id() + " at the chain's nonce " + channel.nonce());
        }
        if (payment.amount().compareTo(channel.value()) > 0) {
            throw new UntrustedDaemonException(named + " is more than the " + channel.value() + " left in it");
        }
        byte[] signature = reply.getSignature().toByteArray();
        byte[] message =
                ProtocolMessages.mpeClaim(escrow.address(), payment.channelId(), payment.nonce(), payment.amount());
        Optional<Address> signer = Signatures.recover(message, signature);
        if (signer.isEmpty()
                || !(signer.get().equals(channel.signer()) || signer.get().equals(channel.sender()))) {
            throw new UntrustedDaemonException(named + " is not signed by the channel's signer or sender");
        }
        return signature;
    }

    private static UnclaimedPayment payment(PaymentReply reply) {
        return new UnclaimedPayment(
                integer(reply.getChannelId()),
                integer(reply.getChannelNonce()),
                new Cogs(integer(reply.getSignedAmount())),
                integer(reply.getChannelExpiry()));
    }

    private static BigInteger integer(ByteString bigEndian) {
        return new BigInteger(1, bigEndian.toByteArray());
    }
}
