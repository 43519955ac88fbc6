package io.snet4j.money;

import com.google.protobuf.ByteString;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.errors.ChainException;
import io.snet4j.identity.ProtocolMessages;
import io.snet4j.toy.Toys;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import io.snet4j.wire.escrow.ControlServiceProto.PaymentReply;
import io.snet4j.wire.escrow.ControlServiceProto.StartClaimRequest;
import io.snet4j.wire.escrow.ProviderControlServiceGrpc;
import java.math.BigInteger;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A provider that takes its payments from the daemon when it likes, and brings them to the chain when it likes. */
final class Till implements AutoCloseable {
    private final Shop net;
    private URI daemon;
    private ManagedChannel channel;
    private final List<Kept> kept = new ArrayList<>();

    private record Kept(PaymentKey key, Cogs amount, byte[] signature) {}

    Till(Shop net) {
        this.net = net;
        daemon = net.daemon();
        channel = connect(daemon);
    }

    private static ManagedChannel connect(URI daemon) {
        return Grpc.newChannelBuilder(daemon.getAuthority(), InsecureChannelCredentials.create())
                .build();
    }

    /** To the daemon that runs now. */
    private ManagedChannel channel() {
        if (!daemon.equals(net.daemon())) {
            channel.shutdownNow();
            daemon = net.daemon();
            channel = connect(daemon);
        }
        return channel;
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    /** @return false if the daemon has nothing to claim there */
    boolean start(ChannelId channelId) {
        ChannelNonce onChain = net.escrow.channel(channelId).orElseThrow().nonce();
        ChannelNonce nonce = net.store()
                .channel(channelId)
                .map(stored -> stored.channel().nonce())
                .filter(known -> known.compareTo(onChain) > 0)
                .orElse(onChain);
        byte[] message = ProtocolMessages.startClaim(net.escrow.address(), channelId, nonce);
        try {
            PaymentReply payment = ProviderControlServiceGrpc.newBlockingStub(channel())
                    .startClaim(StartClaimRequest.newBuilder()
                            .setMpeAddress(net.escrow.address().toString())
                            .setChannelId(ByteString.copyFrom(channelId.value().toByteArray()))
                            .setSignature(ByteString.copyFrom(net.provider().signMessage(message)))
                            .build());
            kept.add(new Kept(
                    new PaymentKey(integer(payment.getChannelId()), integer(payment.getChannelNonce())),
                    new Cogs(integer(payment.getSignedAmount())),
                    payment.getSignature().toByteArray()));
            return true;
        } catch (StatusRuntimeException e) {
            return false;
        }
    }

    /** Whether a payment of the channel is kept that the chain would take now. */
    boolean holds(ChannelId channelId) {
        return next(channelId).isPresent();
    }

    /** @return false if there is none that fits, or the channel does not hold it any more */
    boolean mine(ChannelId channelId, boolean sendBack) {
        Optional<Kept> payment = next(channelId);
        if (payment.isEmpty()) {
            return false;
        }
        try {
            net.escrow.channelClaim(
                    net.provider(),
                    channelId,
                    payment.get().amount(),
                    payment.get().signature(),
                    sendBack,
                    Toys.MINING);
            kept.remove(payment.get());
            return true;
        } catch (ChainException e) {
            return false;
        }
    }

    private Optional<Kept> next(ChannelId channelId) {
        PaymentChannel channel = net.escrow.channel(channelId).orElseThrow();
        return kept.stream()
                .filter(payment -> payment.key()
                        .equals(new PaymentKey(
                                channelId.value(), channel.nonce().value())))
                .findFirst();
    }

    private static BigInteger integer(ByteString bytes) {
        return new BigInteger(1, bytes.toByteArray());
    }
}
