package io.snet4j.devnet.daemon;

import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.netty.util.AttributeKey;
import io.snet4j.value.Address;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Stands before every gRPC call: demands the payment that the call owes, settles it by how the call ends, and holds the
 * limit of message size. Works on HTTP alone, so that calls which are only passed on are handled like the daemon's own,
 * and so that it can answer with a status code which gRPC libraries do not let through.
 */
final class PaymentGate implements DecoratingHttpServiceFunction {
    private static final AttributeKey<Address> SENDER = AttributeKey.valueOf(PaymentGate.class, "sender");

    private final Cashier cashier;
    private final Texts texts;
    private final int maxMessageBytes;

    PaymentGate(Cashier cashier, Texts texts, int maxMessageBytes) {
        this.cashier = cashier;
        this.texts = texts;
        this.maxMessageBytes = maxMessageBytes;
    }

    /** Who pays for the call, if it is paid for. */
    static Optional<Address> sender(ServiceRequestContext context) {
        return Optional.ofNullable(context.attr(SENDER));
    }

    @Override
    public HttpResponse serve(HttpService delegate, ServiceRequestContext context, HttpRequest request)
            throws Exception {
        if (!GrpcHttp.isGrpc(request.headers())) {
            return delegate.serve(context, request);
        }
        CallKind kind = CallKind.of(context.path());
        if (kind == CallKind.FREE) {
            return serve(delegate, context, request, kind, Payment.NONE);
        }
        return HttpResponse.of(CompletableFuture.supplyAsync(
                        () -> cashier.accept(kind, context.path(), request.headers()), context.blockingTaskExecutor())
                .thenApplyAsync(payment -> paid(delegate, context, request, kind, payment), context.eventLoop())
                .exceptionally(cause -> refusal(request, cause)));
    }

    private HttpResponse paid(
            HttpService delegate, ServiceRequestContext context, HttpRequest request, CallKind kind, Payment payment) {
        try {
            payment.sender().ifPresent(sender -> context.setAttr(SENDER, sender));
            return serve(delegate, context, request, kind, payment);
        } catch (Exception e) {
            payment.rollback();
            throw new CompletionException(e);
        }
    }

    private HttpResponse serve(
            HttpService delegate, ServiceRequestContext context, HttpRequest request, CallKind kind, Payment payment)
            throws Exception {
        MessageMeter meter = new MessageMeter(maxMessageBytes);
        HttpRequest measured = request.mapData(meter::measure);
        context.updateRequest(measured);
        return Settlement.of(
                delegate.serve(context, measured),
                context,
                GrpcHttp.contentType(request.headers()),
                payment,
                trailers -> verdict(trailers, kind, measured, meter));
    }

    /** A message over the limit stops the call, whatever the handler made of the stream's end. */
    private HttpHeaders verdict(HttpHeaders trailers, CallKind kind, HttpRequest request, MessageMeter meter) {
        if (kind.isStream() && texts.readsFirstMessageAhead() && isEmpty(request, meter)) {
            return GrpcHttp.trailers(GrpcFailure.unknown(Texts.END_OF_STREAM));
        }
        return meter.failure()
                .map(tooLarge -> GrpcHttp.trailers(
                        kind == CallKind.PROXIED ? texts.whileProxying(tooLarge, meter.messages()) : tooLarge))
                .orElse(trailers);
    }

    private static boolean isEmpty(HttpRequest request, MessageMeter meter) {
        var end = request.whenComplete();
        return end.isDone()
                && !end.isCompletedExceptionally()
                && meter.messages() == 0
                && meter.failure().isEmpty();
    }

    private static HttpResponse refusal(HttpRequest request, Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        GrpcFailure failure = cause instanceof GrpcFailure known ? known : GrpcFailure.unknown("" + cause);
        return HttpResponse.of(
                GrpcHttp.trailersOnly(GrpcHttp.contentType(request.headers()), GrpcHttp.trailers(failure)));
    }
}
