package io.snet4j.internal.pay;

import com.google.protobuf.ByteString;
import io.grpc.Channel;
import io.snet4j.identity.ProtocolMessages;
import io.snet4j.internal.core.Budget;
import io.snet4j.internal.transport.AnswerLimit;
import io.snet4j.internal.transport.CallFailure;
import io.snet4j.internal.transport.UnaryCall;
import io.snet4j.payment.SignedAmount;
import io.snet4j.wire.escrow.TokenServiceGrpc;
import io.snet4j.wire.escrow.TokenServiceProto.TokenReply;
import io.snet4j.wire.escrow.TokenServiceProto.TokenRequest;

/** Asks for the token of an amount that was signed. Blocks. */
final class PrepaidClient {
    private final Wallet wallet;
    private final Channel daemon;

    PrepaidClient(Wallet wallet, Channel daemon) {
        this.wallet = wallet;
        this.daemon = daemon;
    }

    TokenReply token(SignedAmount amount, byte[] claim, Budget budget) throws CallFailure {
        return CallerThread.ask(
                false,
                ticket -> UnaryCall.of(TokenServiceGrpc.getGetTokenMethod(), AnswerLimit.STATE)
                        .send(daemon, request(amount, claim, wallet.blocks().near(BlockClock.WINDOW)), budget),
                budget,
                wallet);
    }

    private TokenRequest request(SignedAmount amount, byte[] claim, long block) {
        return TokenRequest.newBuilder()
                .setChannelId(amount.channelId().longValue())
                .setCurrentNonce(amount.nonce().longValue())
                .setSignedAmount(amount.amount().value().longValue())
                .setClaimSignature(ByteString.copyFrom(claim))
                .setCurrentBlock(block)
                .setSignature(ByteString.copyFrom(wallet.signer().signMessage(ProtocolMessages.getToken(claim, block))))
                .build();
    }
}
