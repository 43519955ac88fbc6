package io.snet4j.devnet.daemon;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpHeadersBuilder;
import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Hands an answer on, one object at a time, and settles the payment between its last message and its trailers: whoever
 * sees the trailers sees the channel's new state. Commits if the answer ends with status 0; rolls back for every other
 * end, also when the client goes away before one.
 */
final class Settlement implements Subscriber<HttpObject> {
    private final ServiceRequestContext context;
    private final String contentType;
    private final Payment payment;
    private final UnaryOperator<HttpHeaders> verdict;
    private final boolean atOnce;
    private final List<HttpObject> held = new ArrayList<>();
    private final HttpResponseWriter out = HttpResponse.streaming();
    private final AtomicBoolean settled = new AtomicBoolean();
    private @Nullable Subscription subscription;
    private volatile boolean headSent;

    private Settlement(
            ServiceRequestContext context,
            String contentType,
            Payment payment,
            UnaryOperator<HttpHeaders> verdict,
            boolean atOnce) {
        this.atOnce = atOnce;
        this.context = context;
        this.contentType = contentType;
        this.payment = payment;
        this.verdict = verdict;
    }

    /**
     * @param verdict what the trailers become; the last word on whether the call went well
     * @param atOnce to hold the one message of an answer until the payment is settled, so that nobody has it before
     */
    static HttpResponse of(
            HttpResponse answer,
            ServiceRequestContext context,
            String contentType,
            Payment payment,
            UnaryOperator<HttpHeaders> verdict,
            boolean atOnce) {
        Settlement settlement = new Settlement(context, contentType, payment, verdict, atOnce);
        answer.subscribe(settlement, context.eventLoop());
        return settlement.out;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        this.subscription = subscription;
        out.whenComplete().whenComplete((done, cause) -> {
            if (cause != null && settled.compareAndSet(false, true)) {
                subscription.cancel();
                payment.rollback();
            }
        });
        subscription.request(1);
    }

    @Override
    public void onNext(HttpObject object) {
        if (object instanceof ResponseHeaders head && !GrpcHttp.hasStatus(head)) {
            headSent = true;
            pass(head);
        } else if (object instanceof HttpHeaders trailers) {
            settle(trailers);
        } else {
            pass(object);
        }
    }

    private void pass(HttpObject object) {
        if (atOnce) {
            held.add(object);
            requestOne();
        } else if (out.tryWrite(object)) {
            out.whenConsumed().thenRun(this::requestOne);
        }
    }

    private void requestOne() {
        if (subscription != null) {
            subscription.request(1);
        }
    }

    @Override
    public void onError(Throwable cause) {
        settle(GrpcHttp.trailers(
                cause instanceof GrpcFailure failure ? failure : new GrpcFailure(Status.Code.INTERNAL, "" + cause)));
    }

    @Override
    public void onComplete() {
        // Does nothing after trailers.
        settle(GrpcHttp.trailers(
                new GrpcFailure(Status.Code.INTERNAL, "server closed the stream without sending trailers")));
    }

    private void settle(HttpHeaders end) {
        if (settled.compareAndSet(false, true)) {
            context.blockingTaskExecutor().execute(() -> close(end));
        }
    }

    private void close(HttpHeaders end) {
        HttpHeaders trailers = end;
        try {
            trailers = verdict.apply(end);
            if (GrpcHttp.isOk(trailers)) {
                payment.commit();
            } else {
                payment.rollback();
            }
        } catch (GrpcFailure failure) {
            trailers = GrpcHttp.trailers(failure);
        } catch (RuntimeException e) {
            trailers = GrpcHttp.trailers(new GrpcFailure(Status.Code.INTERNAL, "" + e));
        }
        trailers = GrpcHttp.withMessage(trailers);
        held.forEach(out::tryWrite);
        out.tryWrite(headSent ? trailers : GrpcHttp.trailersOnly(contentType, withoutPseudoHeaders(trailers)));
        out.close();
    }

    private static HttpHeaders withoutPseudoHeaders(HttpHeaders trailers) {
        HttpHeadersBuilder plain = HttpHeaders.builder();
        trailers.forEach((name, value) -> {
            if (!name.startsWith(":") && !name.equals(HttpHeaderNames.CONTENT_TYPE)) {
                plain.add(name, value);
            }
        });
        return plain.build();
    }
}
