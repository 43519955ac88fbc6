package io.snet4j.devnet.daemon;

import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.grpc.protocol.GrpcHeaderNames;
import com.linecorp.armeria.common.grpc.protocol.StatusMessageEscaper;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.Status;
import io.netty.util.AttributeKey;
import io.snet4j.value.Cogs;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Tells how calls ended, before their callers hear of it. */
final class CallNotes {
    private static final AttributeKey<Payment> PAYMENT = AttributeKey.valueOf(CallNotes.class, "payment");

    private final Consumer<DaemonCall> listener;
    private final Blocks blocks;

    CallNotes(Consumer<DaemonCall> listener, Blocks blocks) {
        this.listener = listener;
        this.blocks = blocks;
    }

    static void paidBy(ServiceRequestContext context, Payment payment) {
        context.setAttr(PAYMENT, payment);
    }

    HttpResponse noted(ServiceRequestContext context, String path, HttpResponse answer) {
        AtomicBoolean noted = new AtomicBoolean();
        HttpResponse watched = answer.mapHeaders(head -> {
                    if (GrpcHttp.hasStatus(head)) {
                        note(context, path, head, noted);
                    }
                    return head;
                })
                .mapTrailers(trailers -> {
                    note(context, path, trailers, noted);
                    return trailers;
                });
        watched.whenComplete().exceptionally(gone -> {
            note(
                    context,
                    path,
                    GrpcHttp.trailers(new GrpcFailure(Status.Code.CANCELLED, "the caller went away")),
                    noted);
            return null;
        });
        return watched;
    }

    private void note(ServiceRequestContext context, String path, HttpHeaders end, AtomicBoolean noted) {
        if (!noted.compareAndSet(false, true)) {
            return;
        }
        Optional<Payment> payment = Optional.ofNullable(context.attr(PAYMENT));
        boolean ok = GrpcHttp.isOk(end);
        listener.accept(new DaemonCall(
                path.substring(1),
                payment.flatMap(Payment::sender),
                payment.flatMap(Payment::channelId),
                ok ? payment.map(Payment::price).orElse(Cogs.ZERO) : Cogs.ZERO,
                end.getInt(GrpcHeaderNames.GRPC_STATUS, Status.Code.UNKNOWN.value()),
                StatusMessageEscaper.unescape(end.get(GrpcHeaderNames.GRPC_MESSAGE, "")),
                blocks.known()));
    }
}
