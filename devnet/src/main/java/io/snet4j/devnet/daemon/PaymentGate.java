package io.snet4j.devnet.daemon;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpRequestDuplicator;
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
        MessageMeter meter = new MessageMeter(maxMessageBytes);
        HttpRequest measured = request.mapData(meter::measure);
        if (kind == CallKind.FREE) {
            return serve(delegate, context, measured, Payment.NONE, meter);
        }
        if (!kind.isStream() || !texts.readsFirstMessageAhead()) {
            return charged(delegate, context, measured, kind, meter);
        }
        HttpRequest whole;
        CompletableFuture<?> first;
        try (HttpRequestDuplicator copies = measured.toDuplicator(context.eventLoop(), 0)) {
            first = FirstMessage.in(copies.duplicate(), meter, context.eventLoop());
            whole = copies.duplicate();
        }
        return HttpResponse.of(first.thenApply(read -> charged(delegate, context, whole, kind, meter))
                .exceptionally(cause -> {
                    return refusal(request, cause);
                }));
    }

    private HttpResponse charged(
            HttpService delegate,
            ServiceRequestContext context,
            HttpRequest request,
            CallKind kind,
            MessageMeter meter) {
        return HttpResponse.of(CompletableFuture.supplyAsync(
                        () -> cashier.accept(kind, context.path(), new PaymentHeaders(request.headers())),
                        context.blockingTaskExecutor())
                .thenApplyAsync(payment -> paid(delegate, context, request, payment, meter), context.eventLoop())
                .exceptionally(cause -> {
                    return refusal(request, cause);
                }));
    }

    private static HttpResponse paid(
            HttpService delegate,
            ServiceRequestContext context,
            HttpRequest request,
            Payment payment,
            MessageMeter meter) {
        try {
            payment.sender().ifPresent(sender -> context.setAttr(SENDER, sender));
            return serve(delegate, context, request, payment, meter);
        } catch (Exception e) {
            payment.rollback();
            throw new CompletionException(e);
        }
    }

    /** A message over the limit stops the call, whatever the handler made of the stream's end. */
    private static HttpResponse serve(
            HttpService delegate,
            ServiceRequestContext context,
            HttpRequest request,
            Payment payment,
            MessageMeter meter)
            throws Exception {
        context.updateRequest(request);
        return Settlement.of(
                delegate.serve(context, request),
                context,
                GrpcHttp.contentType(request.headers()),
                payment,
                trailers -> meter.failure().map(GrpcHttp::trailers).orElse(trailers));
    }

    private static HttpResponse refusal(HttpRequest request, Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        GrpcFailure failure = cause instanceof GrpcFailure known ? known : GrpcFailure.unknown("" + cause);
        return HttpResponse.of(
                GrpcHttp.trailersOnly(GrpcHttp.contentType(request.headers()), GrpcHttp.trailers(failure)));
    }
}
