package io.snet4j.internal.core;

import io.snet4j.internal.core.SpecialAddresses.Block;
import io.snet4j.internal.text.UriHost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The one place that decides to which addresses a stranger's link may lead. It judges addresses that a name resolved
 * to, and whoever asks connects to those very addresses: a name may resolve to another one a moment later. Immutable.
 */
public final class AddressRule {
    private static final AddressRule ANY = new AddressRule(true, "", List.of(), List.of(), AddressRule::ofJvm);

    private static final List<Block> LOOPBACK = List.of(
            Block.parse("127.0.0.0/8", "").orElseThrow(), Block.parse("::1", "").orElseThrow());

    private final boolean any;
    private final String wayOut;
    private final List<String> names;
    private final List<Block> addresses;

    private final Resolver resolver;

    private AddressRule(boolean any, String wayOut, List<String> names, List<Block> addresses, Resolver resolver) {
        this.any = any;
        this.wayOut = wayOut;
        this.names = names;
        this.addresses = addresses;
        this.resolver = resolver;
    }

    /** Finds a host's addresses. Blocks. */
    @FunctionalInterface
    public interface Resolver {
        List<InetAddress> resolve(String host) throws UnknownHostException;
    }

    /** The same rule, asking another resolver than the JVM's. */
    public AddressRule resolvedBy(Resolver other) {
        return new AddressRule(any, wayOut, names, addresses, other);
    }

    /** What the user named, the user wants. */
    public static AddressRule any() {
        return ANY;
    }

    /** @param wayOut what the user can do about a refusal, for its message */
    public static AddressRule publicOnly(String wayOut) {
        return new AddressRule(false, wayOut, List.of(), List.of(), AddressRule::ofJvm);
    }

    public boolean allowsAny() {
        return any;
    }

    /**
     * The same rule with exceptions.
     *
     * @param exceptions names of hosts, addresses, or ranges as {@code 10.0.0.0/8}
     * @throws IllegalArgumentException for what is none of these
     */
    public AddressRule except(Collection<String> exceptions) {
        List<String> moreNames = new ArrayList<>(names);
        List<Block> moreAddresses = new ArrayList<>(addresses);
        for (String exception : exceptions) {
            String bare = HostLiterals.bare(exception);
            Optional<Block> range = Block.parse(bare, "");
            if (range.isPresent()) {
                moreAddresses.add(range.get());
            } else if (bare.matches("[a-z0-9_]([a-z0-9_.-]{0,252})")) {
                moreNames.add(bare);
            } else {
                throw new IllegalArgumentException(
                        "expected a host's name, an address, or a range as 10.0.0.0/8, not \"" + exception + "\"");
            }
        }
        return new AddressRule(any, wayOut, List.copyOf(moreNames), List.copyOf(moreAddresses), resolver);
    }

    /**
     * The same rule for where a server that the user named may send on to: to itself, and within this machine if it is
     * on this machine. Asks the resolver.
     */
    AddressRule forRedirectsOf(URI named) {
        AddressRule itself = any ? this : except(List.of(named.getHost()));
        return !any && isOnThisMachine(named.getHost())
                ? new AddressRule(false, wayOut, itself.names, join(itself.addresses, LOOPBACK), resolver)
                : itself;
    }

    private static String host(URI link) {
        return UriHost.of(link).map(UriHost::host).orElse("");
    }

    /** Whether a URI's host is this machine by its spelling alone, without being resolved. */
    public static boolean isLoopback(String host) {
        String name = HostLiterals.bare(host);
        return name.equals("localhost")
                || HostLiterals.address(name)
                        .filter(InetAddress::isLoopbackAddress)
                        .isPresent();
    }

    private static List<InetAddress> ofJvm(String host) throws UnknownHostException {
        return List.of(InetAddress.getAllByName(host));
    }

    private boolean isOnThisMachine(String host) {
        try {
            return resolver.resolve(host).stream().allMatch(InetAddress::isLoopbackAddress);
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static List<Block> join(List<Block> some, List<Block> others) {
        List<Block> all = new ArrayList<>(some);
        all.addAll(others);
        return List.copyOf(all);
    }

    /**
     * Refuses a host that is a forbidden address without being resolved. Enough only where somebody else resolves, as a
     * proxy does.
     */
    public void checkLiteral(URI link) throws ForbiddenAddressException {
        List<InetAddress> readings = HostLiterals.readings(host(link));
        for (InetAddress reading : readings) {
            Optional<String> kind = forbidden(host(link), reading);
            if (kind.isPresent()) {
                throw refusal(link, reading, kind.get());
            }
        }
    }

    private List<InetAddress> allowed(URI link, List<InetAddress> resolved) throws ForbiddenAddressException {
        List<InetAddress> allowed = resolved.stream()
                .filter(address -> forbidden(host(link), address).isEmpty())
                .toList();
        if (allowed.isEmpty() && !resolved.isEmpty()) {
            InetAddress first = resolved.get(0);
            throw refusal(link, first, forbidden(host(link), first).orElseThrow());
        }
        return allowed;
    }

    /**
     * Resolves a link's host to addresses that it may lead to. Blocks.
     *
     * @throws ForbiddenAddressException if it has no other
     */
    public List<InetAddress> resolve(URI link) throws IOException {
        checkLiteral(link);
        return allowed(link, resolver.resolve(host(link)));
    }

    private Optional<String> forbidden(String host, InetAddress address) {
        boolean excepted = any
                || names.contains(HostLiterals.bare(host))
                || addresses.stream().anyMatch(block -> block.holds(address.getAddress()));
        return excepted ? Optional.empty() : SpecialAddresses.kind(address);
    }

    private ForbiddenAddressException refusal(URI link, InetAddress address, String kind) {
        // Without the name before the slash.
        String shown = address.getHostAddress().toLowerCase(Locale.ROOT);
        return new ForbiddenAddressException(Http.origin(link) + " leads to " + shown + ", " + kind
                + ", and a stranger's link may lead to the public" + " internet only; " + wayOut);
    }
}
