package io.snet4j.internal.prepaid;

import com.google.protobuf.ByteString;
import io.grpc.Channel;
import io.snet4j.identity.Identity;
import io.snet4j.identity.ProtocolMessages;
import io.snet4j.internal.core.Budget;
import io.snet4j.internal.loop.ControlCalls;
import io.snet4j.internal.onchain.BlockClock;
import io.snet4j.internal.transport.AnswerLimit;
import io.snet4j.internal.transport.CallFailure;
import io.snet4j.internal.transport.UnaryCall;
import io.snet4j.payment.SignedAmount;
import io.snet4j.value.BlockNumber;
import io.snet4j.wire.escrow.TokenServiceGrpc;
import io.snet4j.wire.escrow.TokenServiceProto.TokenReply;
import io.snet4j.wire.escrow.TokenServiceProto.TokenRequest;

/** Asks for the token of an amount that was signed. Blocks. */
public final class PrepaidClient {
    private final Identity signer;
    private final BlockClock blocks;
    private final ControlCalls daemonCalls;
    private final Channel daemon;

    public PrepaidClient(Identity signer, BlockClock blocks, ControlCalls daemonCalls, Channel daemon) {
        this.signer = signer;
        this.blocks = blocks;
        this.daemonCalls = daemonCalls;
        this.daemon = daemon;
    }

    TokenReply token(SignedAmount amount, byte[] claim, Budget budget) throws CallFailure {
        return daemonCalls.ask(
                false,
                ticket -> UnaryCall.of(TokenServiceGrpc.getGetTokenMethod(), AnswerLimit.STATE)
                        .send(daemon, request(amount, claim, blocks.near(BlockClock.WINDOW)), budget),
                budget);
    }

    private TokenRequest request(SignedAmount amount, byte[] claim, BlockNumber block) {
        return TokenRequest.newBuilder()
                .setChannelId(amount.channelId().value().longValue())
                .setCurrentNonce(amount.nonce().value().longValue())
                .setSignedAmount(amount.amount().value().longValue())
                .setClaimSignature(ByteString.copyFrom(claim))
                .setCurrentBlock(block.toLong())
                .setSignature(ByteString.copyFrom(signer.signMessage(ProtocolMessages.getToken(claim, block))))
                .build();
    }
}
