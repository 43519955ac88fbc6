package io.snet4j.internal.transport;

import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.snet4j.internal.core.Budget;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** One attempt of a unary call of a daemon's own, waited for on the calling thread. */
public final class UnaryCall<Q, R> {
    private final MethodDescriptor<Q, R> method;
    private final int maxAnswerBytes;
    private final Metadata headers;

    private UnaryCall(MethodDescriptor<Q, R> method, int maxAnswerBytes, Metadata headers) {
        this.method = method;
        this.maxAnswerBytes = maxAnswerBytes;
        this.headers = headers;
    }

    /** @param maxAnswerBytes see {@link AnswerLimit} */
    public static <Q, R> UnaryCall<Q, R> of(MethodDescriptor<Q, R> method, int maxAnswerBytes) {
        return new UnaryCall<>(method, maxAnswerBytes, new Metadata());
    }

    public UnaryCall<Q, R> headers(Metadata metadata) {
        return new UnaryCall<>(method, maxAnswerBytes, metadata);
    }

    /**
     * @throws CallFailure however it fails; after an interrupt, which cancels the call, with {@code CANCELLED} and the
     *     interrupt flag set
     */
    public R send(Channel daemon, Q request, Budget budget) throws CallFailure {
        CallProbe probe = new CallProbe();
        Channel channel = ClientInterceptors.intercept(daemon, MetadataUtils.newAttachHeadersInterceptor(headers));
        CallOptions options =
                CallOptions.DEFAULT.withDeadlineAfter(budget.left().toNanos(), TimeUnit.NANOSECONDS);
        ListenableFuture<R> answer = ClientCalls.futureUnaryCall(
                WatchedCall.ofDaemon(channel, method, maxAnswerBytes, options, probe), request);
        try {
            return answer.get();
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw cancelled(Status.CANCELLED.withDescription("the calling thread was interrupted"), probe);
        } catch (ExecutionException e) {
            throw failure(Status.fromThrowable(e), probe);
        } catch (CancellationException e) {
            throw cancelled(Status.CANCELLED.withCause(e), probe);
        }
    }

    private CallFailure cancelled(Status status, CallProbe probe) {
        return CallFailure.cancelled(method.getFullMethodName(), status, probe);
    }

    private CallFailure failure(Status status, CallProbe probe) {
        return new CallFailure(method.getFullMethodName(), status, probe);
    }
}
