package io.snet4j.devnet.daemon;

import io.grpc.stub.StreamObserver;
import io.snet4j.wire.escrow.FreeCallStateServiceGrpc.FreeCallStateServiceImplBase;
import io.snet4j.wire.escrow.StateServiceProto.FreeCallStateReply;
import io.snet4j.wire.escrow.StateServiceProto.FreeCallStateRequest;
import io.snet4j.wire.escrow.StateServiceProto.FreeCallToken;
import io.snet4j.wire.escrow.StateServiceProto.GetFreeCallTokenRequest;

/** Free calls at a daemon that gives none. */
final class FreeCallsOff extends FreeCallStateServiceImplBase {
    private final Texts texts;

    FreeCallsOff(Texts texts) {
        this.texts = texts;
    }

    @Override
    public void getFreeCallToken(GetFreeCallTokenRequest request, StreamObserver<FreeCallToken> answer) {
        answer.onError(Replies.error(GrpcFailure.unknown(texts.noFreeCallToken())));
    }

    @Override
    public void getFreeCallsAvailable(FreeCallStateRequest request, StreamObserver<FreeCallStateReply> answer) {
        answer.onError(Replies.error(GrpcFailure.unknown(texts.noFreeCalls())));
    }
}
