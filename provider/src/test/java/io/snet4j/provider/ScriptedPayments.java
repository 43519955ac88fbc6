package io.snet4j.provider;

import io.grpc.stub.StreamObserver;
import io.snet4j.wire.escrow.ControlServiceProto.GetPaymentsListRequest;
import io.snet4j.wire.escrow.ControlServiceProto.PaymentReply;
import io.snet4j.wire.escrow.ControlServiceProto.PaymentsListReply;
import io.snet4j.wire.escrow.ControlServiceProto.StartClaimRequest;
import io.snet4j.wire.escrow.ProviderControlServiceGrpc;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A daemon's payments. Says what the test wants, true or not, and remembers what it was asked. */
final class ScriptedPayments extends ProviderControlServiceGrpc.ProviderControlServiceImplBase {
    volatile @Nullable PaymentReply unclaimed;
    volatile @Nullable PaymentReply inProgress;
    volatile PaymentReply started = PaymentReply.getDefaultInstance();
    volatile @Nullable String refusal;
    volatile @Nullable String startRefusal;
    volatile byte[] signature = {};
    volatile String escrowText = "";
    volatile int starts;
    /** Whether a claim that is started is in progress from then on, as in real daemons. */
    volatile boolean keepsBooks;

    final AtomicInteger lists = new AtomicInteger();

    @Override
    public void getListUnclaimed(GetPaymentsListRequest request, StreamObserver<PaymentsListReply> caller) {
        list(request, unclaimed, caller);
    }

    @Override
    public void getListInProgress(GetPaymentsListRequest request, StreamObserver<PaymentsListReply> caller) {
        list(request, inProgress, caller);
    }

    @Override
    public void startClaim(StartClaimRequest request, StreamObserver<PaymentReply> caller) {
        starts++;
        if (startRefusal != null) {
            caller.onError(io.grpc.Status.UNKNOWN.withDescription(startRefusal).asRuntimeException());
            return;
        }
        signature = request.getSignature().toByteArray();
        if (keepsBooks) {
            unclaimed = null;
            inProgress = started;
        }
        caller.onNext(started);
        caller.onCompleted();
    }

    private void list(
            GetPaymentsListRequest request, @Nullable PaymentReply payment, StreamObserver<PaymentsListReply> caller) {
        lists.incrementAndGet();
        if (refusal != null) {
            caller.onError(io.grpc.Status.UNKNOWN.withDescription(refusal).asRuntimeException());
            return;
        }
        signature = request.getSignature().toByteArray();
        escrowText = request.getMpeAddress();
        PaymentsListReply.Builder reply = PaymentsListReply.newBuilder();
        if (payment != null) {
            reply.addPayments(payment);
        }
        caller.onNext(reply.build());
        caller.onCompleted();
    }
}
