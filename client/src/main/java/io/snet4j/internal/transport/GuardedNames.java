package io.snet4j.internal.transport;

import io.grpc.EquivalentAddressGroup;
import io.grpc.ManagedChannelBuilder;
import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.NameResolverRegistry;
import io.grpc.ProxiedSocketAddress;
import io.grpc.Status;
import io.grpc.StatusOr;
import io.snet4j.internal.core.AddressRule;
import io.snet4j.internal.core.ForbiddenAddressException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Resolves a daemon's name for gRPC and hands on only addresses that a rule allows, so that no other is connected to.
 * TLS and the daemon see the endpoint's own name. Behind an HTTP proxy, which resolves, only addresses in the endpoint
 * are checked.
 */
final class GuardedNames extends NameResolver {
    private static final String SCHEME = "snet4j-guarded";

    static final String TARGET = SCHEME + ":///daemon";

    private static final Args.Key<Guard> GUARD = Args.Key.create("snet4j-guard");

    static {
        NameResolverRegistry.getDefaultRegistry().register(new Provider());
    }

    private final Guard guard;
    private final Args args;
    private final Executor executor;
    private @Nullable Listener2 listener;
    private volatile boolean shutdown;

    private GuardedNames(Guard guard, Args args, Executor executor) {
        this.guard = guard;
        this.args = args;
        this.executor = executor;
    }

    /** Guards a channel to {@link #TARGET}; it is as one to host and port otherwise. */
    static void guard(
            ManagedChannelBuilder<?> channel,
            URI endpoint,
            String host,
            int port,
            AddressRule rule,
            Executor executor) {
        channel.setNameResolverArg(GUARD, new Guard(endpoint, host, port, rule));
        channel.offloadExecutor(executor);
    }

    private record Guard(URI endpoint, String host, int port, AddressRule rule) {}

    @Override
    public String getServiceAuthority() {
        return guard.host() + ":" + guard.port();
    }

    @Override
    public void start(Listener2 told) {
        listener = told;
        refresh();
    }

    @Override
    public void refresh() {
        try {
            executor.execute(this::resolve);
        } catch (RejectedExecutionException e) {
            tell(StatusOr.fromStatus(Status.UNAVAILABLE.withDescription("the client is closed")));
        }
    }

    private void resolve() {
        try {
            tell(StatusOr.fromValue(addresses()));
        } catch (ForbiddenAddressException e) {
            tell(StatusOr.fromStatus(
                    Status.UNAVAILABLE.withDescription(e.getMessage()).withCause(e)));
        } catch (IOException | RuntimeException e) {
            tell(StatusOr.fromStatus(Status.UNAVAILABLE
                    .withDescription("the host " + guard.host() + " cannot be resolved")
                    .withCause(e)));
        }
    }

    private List<EquivalentAddressGroup> addresses() throws IOException {
        ProxiedSocketAddress proxied =
                args.getProxyDetector().proxyFor(InetSocketAddress.createUnresolved(guard.host(), guard.port()));
        if (proxied != null) {
            guard.rule().checkLiteral(guard.endpoint());
            return List.of(new EquivalentAddressGroup(proxied));
        }
        return guard.rule().resolve(guard.endpoint()).stream()
                .map(address -> new EquivalentAddressGroup(new InetSocketAddress(address, guard.port())))
                .toList();
    }

    private void tell(StatusOr<List<EquivalentAddressGroup>> result) {
        args.getSynchronizationContext().execute(() -> {
            if (listener != null && !shutdown) {
                listener.onResult2(ResolutionResult.newBuilder()
                        .setAddressesOrError(result)
                        .build());
            }
        });
    }

    @Override
    public void shutdown() {
        shutdown = true;
    }

    /** Serves only channels that were made here: others have no guard. */
    private static final class Provider extends NameResolverProvider {
        @Override
        public String getDefaultScheme() {
            return SCHEME;
        }

        @Override
        protected boolean isAvailable() {
            return true;
        }

        /** Never the default. */
        @Override
        protected int priority() {
            return 0;
        }

        @Override
        public @Nullable NameResolver newNameResolver(URI target, Args args) {
            Guard guard = args.getArg(GUARD);
            Executor executor = args.getOffloadExecutor();
            return guard == null || executor == null ? null : new GuardedNames(guard, args, executor);
        }
    }
}
