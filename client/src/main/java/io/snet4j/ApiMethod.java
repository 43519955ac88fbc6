package io.snet4j;

import io.snet4j.internal.text.ForeignText;
import io.snet4j.training.MethodMetadata;
import io.snet4j.value.Cogs;
import io.snet4j.value.MethodRef;
import java.util.Optional;

/**
 * A method of a service.
 *
 * @param fullName {@code package.Service/method}, as gRPC and price lists name it
 * @param ref by simple names, as training names it
 * @param request full name of the message's type
 * @param response full name of the message's type
 * @param training what its models need; present if the request takes a {@code training.ModelID}. The proto file's word,
 *     which need not be the daemon's
 * @param price of a call; empty where the service's price list has none for it
 * @since 0.1.0
 */
public record ApiMethod(
        String fullName,
        MethodRef ref,
        Kind kind,
        String request,
        String response,
        Optional<MethodMetadata> training,
        Optional<Cogs> price) {
    /** How many messages go each way. */
    public enum Kind {
        UNARY,
        SERVER_STREAMING,
        CLIENT_STREAMING,
        BIDI_STREAMING
    }

    /** Printable and short, whatever strangers wrote. */
    @Override
    public String toString() {
        return ForeignText.of("ApiMethod[fullName=" + fullName + ", ref=" + ref + ", kind=" + kind + ", request="
                + request + ", response=" + response + ", training=" + training + ", price=" + price + "]");
    }
}
