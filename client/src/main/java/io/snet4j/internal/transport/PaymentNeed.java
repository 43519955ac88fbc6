package io.snet4j.internal.transport;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;

/** Which daemons of a group a call may go to. */
public enum PaymentNeed {
    /** It carries a payment, or asks about one: nothing that is signed goes to a daemon that takes no payment. */
    PAYMENT,
    /** It carries none because its daemon takes none. */
    NO_PAYMENT,
    /** It costs nothing anywhere. */
    ANY;

    private static final Metadata.Key<String> PAYMENT_TYPE =
            Metadata.Key.of("snet-payment-type", Metadata.ASCII_STRING_MARSHALLER);

    private static final CallOptions.Key<Boolean> UNPAID =
            CallOptions.Key.createWithDefault("io.snet4j.unpaid", Boolean.FALSE);

    /** The same daemons, for calls that carry no payment because their daemon takes none. */
    public static Channel unpaid(Channel daemons) {
        return ClientInterceptors.intercept(daemons, new ClientInterceptor() {
            @Override
            public <Q, R> ClientCall<Q, R> interceptCall(
                    MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
                return next.newCall(method, options.withOption(UNPAID, Boolean.TRUE));
            }
        });
    }

    static PaymentNeed of(MethodDescriptor<?, ?> method, CallOptions options, Metadata headers) {
        if (options.getOption(UNPAID)) {
            return NO_PAYMENT;
        }
        boolean signed = headers.containsKey(PAYMENT_TYPE) || DaemonMethods.isOfPayment(method.getFullMethodName());
        return signed ? PAYMENT : ANY;
    }

    boolean allows(PaymentTerms terms) {
        return switch (this) {
            case PAYMENT -> terms.takesPayments();
            case NO_PAYMENT -> !terms.takesPayments();
            case ANY -> true;
        };
    }

    /** How a call ends that no daemon may get. */
    Status noDaemon() {
        return Status.UNAVAILABLE.withDescription(
                this == NO_PAYMENT
                        ? "no daemon of the group is left that takes no payment"
                        : "no daemon of the group is left that takes payments");
    }
}
