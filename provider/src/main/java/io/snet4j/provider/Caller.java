package io.snet4j.provider;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.snet4j.value.Address;
import java.util.List;
import java.util.Optional;

/**
 * Who is behind a call, as far as the daemon says. Daemons name the caller of what they pass on to a service, and not
 * (up to 6.2.3) of training calls. {@code address_list} is no stand-in: it names who shares a model, in the user's own
 * words, so that anybody could use up another's models.
 */
final class Caller implements ServerInterceptor {
    private static final Metadata.Key<String> HEADER =
            Metadata.Key.of("snet-user-address", Metadata.ASCII_STRING_MARSHALLER);
    private static final Context.Key<Address> ADDRESS = Context.key("snet4j-provider-caller");

    static Optional<Address> current() {
        return Optional.ofNullable(ADDRESS.get());
    }

    @Override
    public <Q, P> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, P> call, Metadata headers, ServerCallHandler<Q, P> next) {
        Optional<Address> caller = Optional.ofNullable(headers.get(HEADER)).flatMap(Caller::parsed);
        if (caller.isEmpty()) {
            return next.startCall(call, headers);
        }
        return Contexts.interceptCall(Context.current().withValue(ADDRESS, caller.get()), call, headers, next);
    }

    /** What is no address names nobody. */
    static List<Address> addresses(List<String> texts) {
        return texts.stream().flatMap(text -> parsed(text).stream()).toList();
    }

    private static Optional<Address> parsed(String text) {
        try {
            return Optional.of(Address.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
