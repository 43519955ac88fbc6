package io.snet4j.devnet.daemon;

import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import io.snet4j.chain.PaymentChannel;
import io.snet4j.identity.Signatures;
import io.snet4j.value.Address;
import io.snet4j.wire.escrow.PaymentChannelStateServiceGrpc.PaymentChannelStateServiceImplBase;
import io.snet4j.wire.escrow.StateServiceProto.ChannelStateReply;
import io.snet4j.wire.escrow.StateServiceProto.ChannelStateRequest;
import java.math.BigInteger;

/** Tells the parties of a channel what the daemon believes of it. */
final class ChannelStateService extends PaymentChannelStateServiceImplBase {
    private final Replica replica;
    private final Channels channels;
    private final DaemonStore store;
    private final Blocks blocks;

    ChannelStateService(Replica replica, Channels channels, DaemonStore store, Blocks blocks) {
        this.replica = replica;
        this.channels = channels;
        this.store = store;
        this.blocks = blocks;
    }

    @Override
    public void getChannelState(ChannelStateRequest request, StreamObserver<ChannelStateReply> answer) {
        Replies.reply(answer, () -> state(request));
    }

    private ChannelStateReply state(ChannelStateRequest request) {
        BigInteger id = Bytes.integer(request.getChannelId());
        Address asker = asker(request, id);
        StoredChannel stored = channel(id);
        PaymentChannel channel = stored.channel();
        if (!asker.equals(channel.signer()) && !asker.equals(channel.sender()) && !asker.equals(channel.recipient())) {
            throw GrpcFailure.unknown(Texts.STATE_FOR_PARTIES);
        }
        blocks.checkSigned(request.getCurrentBlock(), Blocks.WINDOW);
        ChannelStateReply.Builder reply = ChannelStateReply.newBuilder()
                .setCurrentNonce(Bytes.word(channel.nonce().value()));
        if (!channel.nonce().equals(onChain(id).nonce())) {
            StoredClaim claim = store.claim(id, channel.nonce().value().subtract(BigInteger.ONE))
                    .orElseThrow(() -> GrpcFailure.unknown(Texts.STATE_WITHOUT_OLD_PAYMENT));
            reply.setOldNonceSignedAmount(Bytes.word(claim.amount().value()))
                    .setOldNonceSignature(ByteString.copyFrom(claim.signature()));
        } else if (stored.signature().length == 0) {
            return reply.build();
        }
        return reply.setCurrentSignedAmount(Bytes.word(stored.authorized().value()))
                .setCurrentSignature(ByteString.copyFrom(stored.signature()))
                .build();
    }

    private Address asker(ChannelStateRequest request, BigInteger id) {
        return Signatures.recover(
                        SignedMessages.channelState(replica.escrow(), id, request.getCurrentBlock()),
                        request.getSignature().toByteArray())
                .orElseThrow(() -> GrpcFailure.unknown(Texts.STATE_SIGNATURE));
    }

    private StoredChannel channel(BigInteger id) {
        try {
            return channels.current(id).orElseThrow(() -> GrpcFailure.unknown(Texts.channelNotFound(id)));
        } catch (GrpcFailure e) {
            throw e.text().equals(Texts.channelNotFound(id))
                    ? e
                    : GrpcFailure.unknown(Texts.stateChannelError(e.text()));
        }
    }

    private PaymentChannel onChain(BigInteger id) {
        try {
            return channels.onChain(id).orElseThrow(() -> GrpcFailure.unknown(Texts.STATE_NOT_ON_CHAIN));
        } catch (GrpcFailure e) {
            throw e.text().equals(Texts.STATE_NOT_ON_CHAIN)
                    ? e
                    : GrpcFailure.unknown(Texts.stateChannelError(e.text()));
        }
    }
}
