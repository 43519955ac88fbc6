package io.snet4j.devnet.daemon;

import io.grpc.Status;

/** A call's answer other than OK. The code is a plain number, because the daemon has one beyond gRPC's own: 1000. */
final class GrpcFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;
    private final String text;

    GrpcFailure(int code, String text) {
        super(text, null, false, false);
        this.code = code;
        this.text = text;
    }

    GrpcFailure(Status.Code code, String text) {
        this(code.value(), text);
    }

    /** What a Go error without a status becomes on the wire. */
    static GrpcFailure unknown(String text) {
        return new GrpcFailure(Status.Code.UNKNOWN, text);
    }

    static GrpcFailure unauthenticated(String text) {
        return new GrpcFailure(Status.Code.UNAUTHENTICATED, text);
    }

    /** What the daemon makes of it when it happens in a payment: a Go error without a status is an internal one. */
    GrpcFailure asPaymentFailure() {
        return code == Status.Code.UNKNOWN.value() ? new GrpcFailure(Status.Code.INTERNAL, Texts.internal(text)) : this;
    }

    int code() {
        return code;
    }

    String text() {
        return text;
    }
}
