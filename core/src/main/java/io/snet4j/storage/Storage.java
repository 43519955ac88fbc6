package io.snet4j.storage;

import io.snet4j.errors.StorageException;
import io.snet4j.internal.core.AddressRule;
import io.snet4j.internal.text.SizeText;
import io.snet4j.observe.SnetListener;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Reads content by URI. Thread-safe; blocks on the network. Who made one closes it; one that was made of others closes
 * those.
 *
 * @since 0.1.0
 */
public interface Storage extends AutoCloseable {
    /** Lighthouse's public gateway, where most {@code filecoin://} content lies. */
    URI LIGHTHOUSE = URI.create("https://gateway.lighthouse.storage/ipfs/");

    /** The largest content that is read unless another limit is given: 64 MiB. */
    long DEFAULT_MAX_BYTES = 64L << 20;

    /**
     * Content that is certainly what the URI names.
     *
     * @param uri {@code ipfs://CID} or {@code filecoin://CID}
     * @return the caller's own bytes, checked against the CID block by block
     * @throws StorageException if it cannot be had, is too large, or cannot be checked or does not match its CID
     * @throws IllegalArgumentException for a URI of another form
     */
    byte[] fetch(URI uri);

    /**
     * As {@link #fetch(URI)}, with a limit of its own beside that of the storage. Unless overridden, looks at the size
     * when all is read.
     *
     * @param maxBytes the largest content that is wanted; more is refused
     * @throws StorageException if it is larger, too
     */
    default byte[] fetch(URI uri, long maxBytes) {
        byte[] content = fetch(uri);
        if (content.length > maxBytes) {
            throw new StorageException(uri + " " + SizeText.tooLarge(content.length, maxBytes));
        }
        return content;
    }

    /**
     * As {@link #fetch(URI)}, but content whose URI carries no hash of it is given, too, and marked: some
     * {@code filecoin://} names are hashes of something else. Content that could be checked and is wrong is refused
     * here as well.
     */
    default Content read(URI uri) {
        return new Content(fetch(uri), Verification.BY_HASH);
    }

    /** Cuts off what is under way, and ends what this holds open. May be repeated. Unless overridden, does nothing. */
    @Override
    default void close() {}

    /**
     * Several sources, each asked if those before it failed or gave other bytes than were hashed; a warning is logged
     * then, and if all fail, the exception names each. A source whose path ends in {@code /ipfs} or {@code /ipfs/} is
     * taken for a gateway ({@link #gateway}), every other for the RPC interface of an IPFS node ({@link #ipfs}). Does
     * no I/O.
     *
     * @param endpoints at least one, in the order they are asked
     * @param timeout for each request
     * @throws IllegalArgumentException if there is none, or one is no http or https URI
     */
    static Storage of(List<URI> endpoints, Duration timeout) {
        return of(endpoints, timeout, SnetListener.none());
    }

    /** As {@link #of(List, Duration)}; the listener hears of every request. */
    static Storage of(List<URI> endpoints, Duration timeout, SnetListener listener) {
        return of(endpoints, timeout, listener, false);
    }

    /**
     * As {@link #of(List, Duration, SnetListener)}.
     *
     * @param privateRedirects whether gateways may send on to private addresses; see {@link #gateway}
     */
    static Storage of(List<URI> endpoints, Duration timeout, SnetListener listener, boolean privateRedirects) {
        AddressRule redirects = privateRedirects ? AddressRule.any() : GatewayStorage.PUBLIC_ONLY;
        return firstOf(endpoints.stream()
                .<Storage>map(endpoint -> GatewayStorage.isGateway(endpoint)
                        ? new GatewayStorage(endpoint, timeout, DEFAULT_MAX_BYTES, redirects, listener)
                        : new KuboStorage(endpoint, timeout, DEFAULT_MAX_BYTES, listener))
                .toList());
    }

    /** As {@link #of}, of storages made before. */
    static Storage firstOf(List<Storage> storages) {
        return new FallbackStorage(storages);
    }

    /**
     * Gives what cannot be checked as if it were: for those who trust all the sources. Content whose URI carries its
     * hash is checked all the same.
     */
    static Storage trusting(Storage storage) {
        return new Storage() {
            @Override
            public byte[] fetch(URI uri) {
                return storage.read(uri).bytes();
            }

            @Override
            public Content read(URI uri) {
                return storage.read(uri);
            }

            @Override
            public void close() {
                storage.close();
            }
        };
    }

    /**
     * Keeps verified content in memory and gives it again without asking: what a CID names never changes.
     *
     * @param maxBytes to keep; what was not asked for longest is dropped first
     */
    static Storage cached(Storage storage, long maxBytes) {
        return new CachedStorage(storage, maxBytes);
    }

    /**
     * An IPFS node by its RPC interface ({@code POST /api/v0/…}), for contents up to 64 MiB. Does no I/O.
     *
     * @param endpoint {@code http://host:5001}, say
     * @param timeout for each request, from connecting to the last byte; content of several blocks may take ten times
     *     as long
     * @throws IllegalArgumentException unless the endpoint is an http or https URI
     */
    static IpfsStorage ipfs(URI endpoint, Duration timeout) {
        return ipfs(endpoint, timeout, DEFAULT_MAX_BYTES);
    }

    /**
     * As {@link #ipfs(URI, Duration)}.
     *
     * @param maxBytes the largest content that is read; more is refused
     */
    static IpfsStorage ipfs(URI endpoint, Duration timeout, long maxBytes) {
        return new KuboStorage(endpoint, timeout, maxBytes, SnetListener.none());
    }

    /**
     * A gateway of IPFS ({@code GET /ipfs/CID}), such as {@link #LIGHTHOUSE}. It is asked for blocks; of one that gives
     * files only, those are believed that were cut into blocks in one of the usual ways. Redirects are followed, but
     * not from https to http, and not to loopback, private, link-local and other addresses outside of the public
     * internet: to the gateway itself they are, and to this machine from a gateway on it. Does no I/O.
     *
     * @param endpoint up to and with {@code /ipfs/}
     * @param timeout for each request, from connecting to the last byte; content of several blocks may take ten times
     *     as long
     * @param maxBytes the largest content that is read; more is refused
     * @throws IllegalArgumentException unless the endpoint is an http or https URI
     */
    static Storage gateway(URI endpoint, Duration timeout, long maxBytes) {
        return new GatewayStorage(endpoint, timeout, maxBytes, GatewayStorage.PUBLIC_ONLY, SnetListener.none());
    }
}
