package io.snet4j.internal.transport;

import io.grpc.MethodDescriptor;
import io.snet4j.wire.escrow.FreeCallStateServiceGrpc;
import io.snet4j.wire.escrow.PaymentChannelStateServiceGrpc;
import io.snet4j.wire.escrow.ProviderControlServiceGrpc;
import io.snet4j.wire.escrow.TokenServiceGrpc;
import io.snet4j.wire.training.DaemonGrpc;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The methods that the daemon answers itself, by the names of their services: a service of a user's may be in a package
 * of the same name.
 */
final class DaemonMethods {
    private static final Set<String> PAYMENT = Set.of(
            PaymentChannelStateServiceGrpc.SERVICE_NAME,
            FreeCallStateServiceGrpc.SERVICE_NAME,
            ProviderControlServiceGrpc.SERVICE_NAME,
            TokenServiceGrpc.SERVICE_NAME);

    private DaemonMethods() {}

    /** @param fullName {@code package.Service/method} */
    static boolean isTraining(String fullName) {
        return DaemonGrpc.SERVICE_NAME.equals(service(fullName));
    }

    /** About channels, free calls and prepaid calls. */
    static boolean isOfPayment(String fullName) {
        String service = service(fullName);
        return service != null && PAYMENT.contains(service);
    }

    private static @Nullable String service(String fullName) {
        return MethodDescriptor.extractFullServiceName(fullName);
    }
}
