package io.snet4j.storage;

import io.snet4j.errors.StorageException;
import io.snet4j.internal.core.AddressRule;
import io.snet4j.internal.core.Http;
import io.snet4j.internal.core.Positive;
import io.snet4j.internal.text.SizeText;
import io.snet4j.observe.Request;
import io.snet4j.observe.SnetListener;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** A gateway of IPFS, trusted with nothing but its availability where the URI says what the content is. */
final class GatewayStorage implements Storage, BlockSource {
    private static final String BLOCK = "application/vnd.ipld.raw";

    /** Gateways are believed nothing, and what they redirect to is a stranger's word. */
    static final AddressRule PUBLIC_ONLY =
            AddressRule.publicOnly("name that place as a storage itself, or allow private"
                    + " addresses (SNET4J_ALLOW_PRIVATE_ENDPOINTS=true, allowPrivateEndpoints(true), or Storage.of with"
                    + " privateRedirects)");

    private final String endpoint;
    private final String gateway;
    private final Http http;
    private final long maxBytes;
    private final Duration timeout;
    private final Duration patience;

    /** @param redirects where it may send on to, beside to itself */
    GatewayStorage(URI endpoint, Duration timeout, long maxBytes, AddressRule redirects, SnetListener listener) {
        Positive.of("a size limit", maxBytes);
        this.endpoint = Http.requireHttp(endpoint, "the endpoint of a gateway")
                        .toString()
                        .replaceFirst("/+$", "")
                + "/";
        this.gateway = "the gateway at " + Http.origin(endpoint);
        this.http = new Http(timeout, Optional.of(redirects), Request.Kind.STORAGE, listener);
        this.maxBytes = maxBytes;
        this.timeout = timeout;
        this.patience = timeout.multipliedBy(10);
    }

    static boolean isGateway(URI endpoint) {
        String path = endpoint.getPath();
        return path != null && path.matches(".*/ipfs/*");
    }

    @Override
    public byte[] fetch(URI uri) {
        return fetch(uri, maxBytes);
    }

    @Override
    public byte[] fetch(URI uri, long wanted) {
        ContentName name = ContentName.parse(uri);
        return file(
                uri,
                name.cid()
                        .orElseThrow(() -> new StorageException(uri + " cannot be checked: its name is no hash that"
                                + " IPFS knows; only Storage.read gives it, as unverified")),
                Math.min(wanted, maxBytes));
    }

    @Override
    public Content read(URI uri) {
        ContentName name = ContentName.parse(uri);
        return name.cid().isPresent()
                ? new Content(fetch(uri), Verification.BY_HASH)
                : new Content(require200(name.text(), get(name.text(), "*/*", maxBytes)), Verification.NONE);
    }

    private byte[] file(URI uri, Cid cid, long limit) {
        byte[] answer = block(cid, UnixFsReader.rootLimit(limit));
        if (cid.names(answer)) {
            return new UnixFsReader(this, uri, limit, patience).read(cid, answer);
        }
        // A gateway that knows no blocks gives the file: it has the right name if it was cut in one of the usual ways.
        if (!Layout.names(cid, answer)) {
            throw new StorageException(
                    gateway + " gave other bytes for " + uri + " than its hash says, or a file that was"
                            + " cut into blocks in an unusual way; ask another source");
        }
        if (answer.length > limit) {
            throw new StorageException(uri + " " + SizeText.tooLarge(answer.length, limit));
        }
        return answer;
    }

    @Override
    public byte[] block(Cid cid, long limit) {
        Http.Response block = get(cid + "?format=raw", BLOCK, limit);
        if (block.status() == 200) {
            return block.body();
        }
        // Those that know files only say so by any status.
        return require200(cid + " (as a block: HTTP " + block.status() + ")", get(cid.toString(), "*/*", limit));
    }

    @Override
    public void close() {
        http.close();
    }

    @Override
    public String source() {
        return gateway;
    }

    private byte[] require200(String name, Http.Response response) {
        if (response.status() != 200) {
            throw new StorageException(gateway + " does not give " + name + ": HTTP " + response.status() + ": "
                    + KuboStorage.excerpt(response.body()));
        }
        return response.body();
    }

    private Http.Response get(String path, String accept, long limit) {
        try {
            return BusyStorage.repeat(
                    http, timeout, () -> http.get("gateway", URI.create(endpoint + path), accept, limit));
        } catch (IOException e) {
            throw new StorageException(gateway + " did not give " + path + ": " + e.getMessage(), e);
        }
    }
}
