package io.snet4j.internal.transport;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.errors.PrivateAddressException;
import io.snet4j.errors.SnetException;
import io.snet4j.internal.core.AddressRule;
import io.snet4j.internal.core.ForbiddenAddressException;
import io.snet4j.internal.text.ShownUri;
import io.snet4j.internal.text.UriHost;
import io.snet4j.observe.SnetListener;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** To the daemons of one group: chosen here, made by {@link #open}. The only place that makes such connections. */
public final class Connections {
    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    /** Servers written in Go end connections that ping more often than every five minutes. */
    private static final long KEEP_ALIVE_MINUTES = 6;

    /** Where there is another daemon to turn to; one that does not even refuse is not waited for. */
    private static final int CONNECT_MILLIS_OF_SEVERAL = 5_000;

    /** However many a stranger's metadata names; each may become a connection. */
    private static final int MOST_ENDPOINTS = 16;

    /** Of endpoints that cannot be called, so many are told of. */
    private static final int MOST_TOLD = 16;

    /** A provider's traceback arrives as one trailer; what is longer ends the connection, and the calls beside it. */
    private static final int MAX_TRAILER_BYTES = 256 << 10;

    private static final String USER_AGENT = "snet4j/"
            + Optional.ofNullable(Connections.class.getPackage().getImplementationVersion())
                    .orElse("dev");

    private final List<Target> targets;
    private final Rules rules;

    private Connections(List<Target> targets, Rules rules) {
        this.targets = targets;
        this.rules = rules;
    }

    /**
     * @param allowPlaintext whether http is allowed off this machine
     * @param maxMessageBytes that a service may send in one message; for the daemon's own, see {@link AnswerLimit}
     * @param listener hears of every request
     * @param addresses that endpoints may lead to
     */
    public record Rules(
            boolean allowPlaintext, Tls tls, int maxMessageBytes, SnetListener listener, AddressRule addresses) {
        /** Services may answer with more than gRPC's default of 4 MiB. */
        public static final int MAX_MESSAGE_BYTES = 64 << 20;

        /** With any addresses. */
        public Rules(boolean allowPlaintext, Tls tls, int maxMessageBytes, SnetListener listener) {
            this(allowPlaintext, tls, maxMessageBytes, listener, AddressRule.any());
        }

        public Rules withAddresses(AddressRule rule) {
            return new Rules(allowPlaintext, tls, maxMessageBytes, listener, rule);
        }

        /** The JVM's trust store; plaintext on this machine only. */
        public static Rules defaults() {
            return new Rules(false, Tls.defaults(), MAX_MESSAGE_BYTES, SnetListener.none());
        }
    }

    /**
     * Endpoints that cannot be called are passed over while there are others, and what is beyond the first sixteen is
     * left out.
     *
     * @throws InvalidRequestException if no endpoint has the scheme http or https, no path, and is not http off this
     *     machine without that being allowed
     * @throws PrivateAddressException if each other endpoint is itself an address to which the rules let none lead
     */
    public static Connections to(List<URI> endpoints, Rules rules) {
        Map<String, Target> targets = new LinkedHashMap<>();
        List<SnetException> refused = new ArrayList<>();
        int leftOut = 0;
        for (URI endpoint : endpoints) {
            try {
                Target target = target(endpoint, rules);
                if (targets.size() < MOST_ENDPOINTS) {
                    targets.putIfAbsent(target.key(), target);
                } else if (!targets.containsKey(target.key())) {
                    leftOut++;
                }
            } catch (InvalidRequestException | PrivateAddressException e) {
                if (refused.size() < MOST_TOLD) {
                    refused.add(e);
                }
            }
        }
        if (targets.isEmpty()) {
            throw none(refused);
        }
        if (leftOut > 0) {
            LOG.warn("{} endpoints are used, which is the most; {} more are left out", MOST_ENDPOINTS, leftOut);
        }
        refused.forEach(e -> LOG.warn("an endpoint is passed over: {}", e.getMessage()));
        return new Connections(List.copyOf(targets.values()), rules);
    }

    /** As {@link #open(ExecutorService, SharedConnections)}, sharing connections with nobody. */
    public Replicas open(ExecutorService threads) {
        return open(threads, new SharedConnections());
    }

    /**
     * Does no I/O. Calls are never repeated behind our back: a paid one must not be.
     *
     * @param shared the connections of all that have these threads
     */
    public Replicas open(ExecutorService threads, SharedConnections shared) {
        boolean several = targets.size() > 1;
        IoThreads io = IoThreads.share();
        try {
            List<Replica> replicas = targets.stream()
                    .map(target -> new Replica(
                            target.endpoint(),
                            shared.use(
                                    new SharedConnections.Key(target.key(), !several, rules),
                                    () -> connect(target, rules, several, threads, io)),
                            new DaemonPage(
                                    target.endpoint(),
                                    rules.addresses(),
                                    rules.tls(),
                                    rules.listener(),
                                    threads,
                                    System::nanoTime)))
                    .toList();
            return new Replicas(replicas, threads, io);
        } catch (RuntimeException e) {
            io.close();
            throw e;
        }
    }

    private static SnetException none(List<SnetException> refused) {
        if (refused.isEmpty()) {
            return new InvalidRequestException(
                    "the service's group has no endpoint; name one in ServiceOptions.endpoint");
        }
        SnetException first = refused.remove(0);
        refused.forEach(first::addSuppressed);
        return first;
    }

    private record Target(URI endpoint, String host, int port, boolean plaintext) {
        /** The same for endpoints that differ in their spelling only. */
        String key() {
            return plaintext + " " + host.toLowerCase(Locale.ROOT) + " " + port;
        }
    }

    private static Target target(URI endpoint, Rules rules) {
        Optional<UriHost> named = UriHost.of(endpoint);
        String scheme = Optional.ofNullable(endpoint.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        boolean plaintext = scheme.equals("http");
        if (named.isEmpty() || !(plaintext || scheme.equals("https"))) {
            throw new InvalidRequestException("cannot call the daemon at " + ShownUri.origin(endpoint)
                    + "; expected http://HOST:PORT or https://HOST:PORT");
        }
        String host = named.get().host();
        if (!plaintext && host.contains("_")) {
            throw new InvalidRequestException(
                    "cannot call the daemon at " + ShownUri.origin(endpoint)
                            + ": Java makes no TLS connection to a host whose name has an underscore; give the host another name");
        }
        if (!Optional.ofNullable(endpoint.getPath()).orElse("").matches("/?")) {
            throw new InvalidRequestException("cannot call the daemon at " + ShownUri.origin(endpoint)
                    + ": gRPC has no place for the path of an endpoint");
        }
        if (plaintext && !rules.allowPlaintext() && !AddressRule.isLoopback(host)) {
            throw new InvalidRequestException(
                    "the daemon at " + ShownUri.origin(endpoint)
                            + " is beyond this machine and without TLS; choose an https endpoint, or call allowPlaintext(true)");
        }
        try {
            rules.addresses().checkLiteral(endpoint);
        } catch (ForbiddenAddressException e) {
            throw Replicas.refused(e);
        }
        int port = named.get().port() >= 0 ? named.get().port() : plaintext ? 80 : 443;
        return new Target(endpoint, host, port, plaintext);
    }

    private static ManagedChannel connect(
            Target target, Rules rules, boolean several, ExecutorService threads, IoThreads io) {
        NettyChannelBuilder builder = address(target, rules, threads);
        builder.disableRetry()
                .executor(threads)
                .eventLoopGroup(io.next())
                .channelFactory(BoundedSocket::new)
                .userAgent(USER_AGENT)
                .intercept(new RequestWatch(rules.listener()))
                .maxInboundMessageSize(rules.maxMessageBytes())
                .maxInboundMetadataSize(MAX_TRAILER_BYTES)
                .keepAliveTime(KEEP_ALIVE_MINUTES, TimeUnit.MINUTES);
        if (several) {
            builder.withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS_OF_SEVERAL);
        }
        if (target.plaintext()) {
            builder.intercept(new SchemeWatch(target.endpoint(), target.port(), rules.addresses()));
        }
        return (target.plaintext()
                        ? builder.usePlaintext()
                        : builder.sslContext(rules.tls().forGrpc()))
                .build();
    }

    private static NettyChannelBuilder address(Target target, Rules rules, ExecutorService threads) {
        // gRPC's own resolver takes no host with an underscore.
        if (rules.addresses().allowsAny() && target.endpoint().getHost() != null) {
            return NettyChannelBuilder.forAddress(target.host(), target.port());
        }
        NettyChannelBuilder guarded = NettyChannelBuilder.forTarget(GuardedNames.TARGET);
        GuardedNames.guard(guarded, target.endpoint(), target.host(), target.port(), rules.addresses(), threads);
        return guarded;
    }
}
