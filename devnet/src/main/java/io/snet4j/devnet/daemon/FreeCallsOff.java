package io.snet4j.devnet.daemon;

import io.grpc.stub.StreamObserver;
import io.snet4j.wire.escrow.FreeCallStateServiceGrpc.FreeCallStateServiceImplBase;
import io.snet4j.wire.escrow.StateServiceProto.FreeCallStateReply;
import io.snet4j.wire.escrow.StateServiceProto.FreeCallStateRequest;
import io.snet4j.wire.escrow.StateServiceProto.FreeCallToken;
import io.snet4j.wire.escrow.StateServiceProto.GetFreeCallTokenRequest;

/** Free calls at a daemon that gives none. */
final class FreeCallsOff extends FreeCallStateServiceImplBase {
    @Override
    public void getFreeCallToken(GetFreeCallTokenRequest request, StreamObserver<FreeCallToken> answer) {
        answer.onError(Replies.error(GrpcFailure.unknown(Texts.NO_FREE_CALL_TOKEN)));
    }

    @Override
    public void getFreeCallsAvailable(FreeCallStateRequest request, StreamObserver<FreeCallStateReply> answer) {
        answer.onError(Replies.error(GrpcFailure.unknown(Texts.NO_FREE_CALLS)));
    }
}
