package io.snet4j.devnet.daemon;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpRequestDuplicator;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.netty.util.AttributeKey;
import io.snet4j.value.Address;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Stands before every gRPC call: refuses what is none, demands the payment that the call owes, settles it by how the
 * call ends, and holds the limit of message size. Works on HTTP alone, so that calls which are only passed on are
 * handled like the daemon's own, and so that it can answer with status codes and headers which gRPC libraries do not
 * let through.
 */
final class PaymentGate implements DecoratingHttpServiceFunction {
    private static final AttributeKey<Address> SENDER = AttributeKey.valueOf(PaymentGate.class, "sender");

    private final Cashier cashier;
    private final OwnMethods own;
    private final HttpService service;
    private final HttpService pages;
    private final DaemonVersion version;
    private final Texts texts;
    private final int maxMessageBytes;
    private final Optional<CallNotes> notes;

    /**
     * @param service to which goes what the daemon does not know itself
     * @param pages for requests that are no gRPC
     * @param notes that are taken of each call
     */
    PaymentGate(
            Cashier cashier,
            OwnMethods own,
            HttpService service,
            HttpService pages,
            DaemonVersion version,
            int maxMessageBytes,
            Optional<CallNotes> notes) {
        this.notes = notes;
        this.cashier = cashier;
        this.own = own;
        this.service = service;
        this.pages = pages;
        this.version = version;
        this.texts = new Texts(version);
        this.maxMessageBytes = maxMessageBytes;
    }

    /** Who pays for the call, if it is paid for. */
    static Optional<Address> sender(ServiceRequestContext context) {
        return Optional.ofNullable(context.attr(SENDER));
    }

    @Override
    public HttpResponse serve(HttpService delegate, ServiceRequestContext context, HttpRequest request)
            throws Exception {
        RequestHeaders headers = request.headers();
        if (!GrpcHttp.isCall(context, headers)) {
            return pages.serve(context, request);
        }
        HttpResponse answer = call(delegate, context, request, headers);
        return notes.map(taken -> taken.noted(context, headers.path(), answer)).orElse(answer);
    }

    private HttpResponse call(
            HttpService delegate, ServiceRequestContext context, HttpRequest request, RequestHeaders headers) {
        Optional<ResponseHeaders> refusal = CallHead.refusal(headers, version);
        if (refusal.isPresent()) {
            return GrpcHttp.only(refusal.get());
        }
        Call call = new Call(context, headers, CallKind.of(headers.path()));
        boolean gzip = GrpcHttp.compression(headers).equals(GrpcHttp.GZIP);
        if (own.isUnary(headers.path())) {
            MessageMeter meter = MessageMeter.ofUnary(maxMessageBytes, gzip);
            return answer(
                    call,
                    UnaryRequest.read(request, meter, context.eventLoop())
                            .thenApply(message -> unary(delegate, call, message)));
        }
        MessageMeter meter = MessageMeter.ofStream(maxMessageBytes, gzip);
        boolean isOwn = own.isStream(headers.path());
        HttpRequest measured =
                request.mapData(meter::measure).withHeaders(isOwn ? GrpcHttp.toOwnService(headers) : headers);
        HttpService target = isOwn ? delegate : service;
        if (!texts.readsFirstMessageAhead()) {
            return charged(target, call, measured, meter);
        }
        HttpRequest whole;
        CompletableFuture<?> first;
        try (HttpRequestDuplicator copies = measured.toDuplicator(context.eventLoop(), 0)) {
            first = FirstMessage.in(copies.duplicate(), meter, context.eventLoop());
            whole = copies.duplicate();
        }
        return answer(call, first.thenApply(read -> charged(target, call, whole, meter)));
    }

    private record Call(ServiceRequestContext context, RequestHeaders headers, CallKind kind) {}

    private HttpResponse unary(HttpService delegate, Call call, byte[] message) {
        String subtype = GrpcHttp.subtype(call.headers());
        own.check(call.headers().path(), subtype, message);
        RequestHeaders plain = GrpcHttp.toOwnService(call.headers());
        HttpRequest request = HttpRequest.of(plain, HttpData.wrap(MessageMeter.framed(message, false)));
        MessageMeter measured = MessageMeter.ofUnary(maxMessageBytes, false);
        return call.kind() == CallKind.FREE
                ? paid(delegate, call, request, Payment.NONE, measured)
                : charged(delegate, call, request, measured);
    }

    private HttpResponse charged(HttpService target, Call call, HttpRequest request, MessageMeter meter) {
        return answer(
                call,
                CompletableFuture.supplyAsync(
                                () -> cashier.accept(
                                        call.kind(), call.headers().path(), new PaymentHeaders(call.headers())),
                                call.context().blockingTaskExecutor())
                        .thenApplyAsync(
                                payment -> paid(target, call, request, payment, meter),
                                call.context().eventLoop()));
    }

    /** A message over the limit stops the call, whatever the handler made of the stream's end. */
    private HttpResponse paid(HttpService target, Call call, HttpRequest request, Payment payment, MessageMeter meter) {
        ServiceRequestContext context = call.context();
        try {
            CallNotes.paidBy(context, payment);
            payment.sender().ifPresent(sender -> context.setAttr(SENDER, sender));
            context.updateRequest(request);
            HttpResponse answer = target.serve(context, request);
            if (target != service) {
                answer = answer.mapHeaders(head -> GrpcHttp.ofOwnService(head, call.headers()));
            }
            return Settlement.of(
                    GrpcHttp.compression(call.headers()).equals(GrpcHttp.GZIP) ? AnswerZip.of(answer) : answer,
                    context,
                    GrpcHttp.answerType(call.headers()),
                    payment,
                    trailers -> meter.failure().map(GrpcHttp::trailers).orElse(trailers),
                    target != service);
        } catch (Exception e) {
            payment.rollback();
            throw new CompletionException(e);
        }
    }

    private static HttpResponse answer(Call call, CompletableFuture<HttpResponse> answer) {
        return HttpResponse.of(answer.exceptionally(thrown -> refusal(call.headers(), thrown)));
    }

    private static HttpResponse refusal(RequestHeaders headers, Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        GrpcFailure failure = cause instanceof GrpcFailure known ? known : GrpcFailure.unknown("" + cause);
        return GrpcHttp.only(GrpcHttp.trailersOnly(GrpcHttp.answerType(headers), GrpcHttp.trailers(failure)));
    }
}
