package io.snet4j.devnet.daemon;

import io.grpc.BindableService;
import io.grpc.stub.StreamObserver;
import io.snet4j.wire.escrow.ControlServiceProto.GetPaymentsListRequest;
import io.snet4j.wire.escrow.ControlServiceProto.PaymentReply;
import io.snet4j.wire.escrow.ControlServiceProto.PaymentsListReply;
import io.snet4j.wire.escrow.ControlServiceProto.StartClaimRequest;
import io.snet4j.wire.escrow.ControlServiceProto.StartMultipleClaimRequest;
import io.snet4j.wire.escrow.PaymentChannelStateServiceGrpc.PaymentChannelStateServiceImplBase;
import io.snet4j.wire.escrow.ProviderControlServiceGrpc.ProviderControlServiceImplBase;
import io.snet4j.wire.escrow.StateServiceProto.ChannelStateReply;
import io.snet4j.wire.escrow.StateServiceProto.ChannelStateRequest;
import io.snet4j.wire.escrow.TokenServiceGrpc.TokenServiceImplBase;
import io.snet4j.wire.escrow.TokenServiceProto.TokenReply;
import io.snet4j.wire.escrow.TokenServiceProto.TokenRequest;
import java.util.List;

/** What is left of payment at a daemon whose blockchain is switched off: it answers, and every answer is empty. */
final class BlockchainOff {
    private BlockchainOff() {}

    static List<BindableService> services() {
        return List.of(new States(), new Tokens(), new Control(), new FreeCallsOff());
    }

    /** Looks at no headers. */
    static Payment accept(CallKind kind, String path, PaymentHeaders headers) {
        return Payment.NONE;
    }

    private static final class States extends PaymentChannelStateServiceImplBase {
        @Override
        public void getChannelState(ChannelStateRequest request, StreamObserver<ChannelStateReply> answer) {
            Replies.reply(answer, ChannelStateReply::getDefaultInstance);
        }
    }

    private static final class Tokens extends TokenServiceImplBase {
        @Override
        public void getToken(TokenRequest request, StreamObserver<TokenReply> answer) {
            Replies.reply(answer, TokenReply::getDefaultInstance);
        }
    }

    private static final class Control extends ProviderControlServiceImplBase {
        @Override
        public void getListUnclaimed(GetPaymentsListRequest request, StreamObserver<PaymentsListReply> answer) {
            Replies.reply(answer, PaymentsListReply::getDefaultInstance);
        }

        @Override
        public void getListInProgress(GetPaymentsListRequest request, StreamObserver<PaymentsListReply> answer) {
            Replies.reply(answer, PaymentsListReply::getDefaultInstance);
        }

        @Override
        public void startClaim(StartClaimRequest request, StreamObserver<PaymentReply> answer) {
            Replies.reply(answer, PaymentReply::getDefaultInstance);
        }

        @Override
        public void startClaimForMultipleChannels(
                StartMultipleClaimRequest request, StreamObserver<PaymentsListReply> answer) {
            Replies.reply(answer, PaymentsListReply::getDefaultInstance);
        }
    }
}
