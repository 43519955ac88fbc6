package io.snet4j.provider;

import com.google.protobuf.ByteString;
import io.snet4j.chain.Chain;
import io.snet4j.identity.Identity;
import io.snet4j.identity.ProtocolMessages;
import io.snet4j.value.Address;
import io.snet4j.value.BlockNumber;
import io.snet4j.value.ChannelId;
import io.snet4j.wire.escrow.ControlServiceProto.GetPaymentsListRequest;
import io.snet4j.wire.escrow.ControlServiceProto.StartClaimRequest;
import io.snet4j.wire.escrow.ControlServiceProto.StartMultipleClaimRequest;
import java.util.List;

/** What the daemon can be asked of its payments, signed as it wants it. */
final class DaemonClaims implements AutoCloseable {
    private final DaemonControl daemon;
    private final Chain chain;
    private final Address escrow;
    private final Identity provider;

    DaemonClaims(DaemonControl daemon, Chain chain, Address escrow, Identity provider) {
        this.daemon = daemon;
        this.chain = chain;
        this.escrow = escrow;
        this.provider = provider;
    }

    /** Without signatures. */
    List<UnclaimedPayment> unclaimed() {
        BlockNumber block = chain.blockNumber();
        return daemon.listUnclaimed(request(block, ProtocolMessages.listUnclaimed(escrow, block))).stream()
                .map(reply -> SignedPayment.of(reply).payment())
                .toList();
    }

    List<SignedPayment> inProgress() {
        BlockNumber block = chain.blockNumber();
        return daemon.listInProgress(request(block, ProtocolMessages.listInProgress(escrow, block))).stream()
                .map(SignedPayment::of)
                .toList();
    }

    private GetPaymentsListRequest request(BlockNumber block, byte[] message) {
        return GetPaymentsListRequest.newBuilder()
                .setMpeAddress(escrow.toString())
                .setCurrentBlock(block.toLong())
                .setSignature(signed(message))
                .build();
    }

    SignedPayment start(UnclaimedPayment payment) {
        ChannelId id = payment.channelId();
        return SignedPayment.of(daemon.startClaim(StartClaimRequest.newBuilder()
                .setMpeAddress(escrow.toString())
                .setChannelId(ByteString.copyFrom(id.value().toByteArray()))
                .setSignature(signed(ProtocolMessages.startClaim(escrow, id, payment.nonce())))
                .build()));
    }

    /** Ends at the first that cannot be started; those before it are in progress then. */
    void start(List<ChannelId> channelIds) {
        BlockNumber block = chain.blockNumber();
        daemon.startClaims(StartMultipleClaimRequest.newBuilder()
                .setMpeAddress(escrow.toString())
                .addAllChannelIds(
                        channelIds.stream().map(id -> id.value().longValue()).toList())
                .setCurrentBlock(block.toLong())
                .setSignature(signed(ProtocolMessages.startClaimForMultipleChannels(escrow, channelIds, block)))
                .build());
    }

    private ByteString signed(byte[] message) {
        return ByteString.copyFrom(provider.signMessage(message));
    }

    @Override
    public void close() {
        daemon.close();
    }
}
