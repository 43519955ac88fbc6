package io.snet4j.devnet.daemon;

import io.grpc.stub.StreamObserver;
import io.snet4j.wire.escrow.TokenServiceGrpc.TokenServiceImplBase;
import io.snet4j.wire.escrow.TokenServiceProto.TokenReply;
import io.snet4j.wire.escrow.TokenServiceProto.TokenRequest;

/** Prepaid tokens at a daemon that gives none: it answers without one. */
final class PrepaidOff extends TokenServiceImplBase {
    @Override
    public void getToken(TokenRequest request, StreamObserver<TokenReply> answer) {
        answer.onNext(TokenReply.getDefaultInstance());
        answer.onCompleted();
    }
}
