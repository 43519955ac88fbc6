package io.snet4j.storage;

import com.fasterxml.jackson.databind.JsonNode;
import io.snet4j.errors.StorageException;
import io.snet4j.internal.core.ForeignJson;
import io.snet4j.internal.core.Http;
import io.snet4j.internal.core.Positive;
import io.snet4j.internal.text.ForeignText;
import io.snet4j.observe.Request;
import io.snet4j.observe.SnetListener;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** An IPFS node by Kubo's RPC interface, trusted with nothing but its availability. */
final class KuboStorage implements IpfsStorage, BlockSource {
    private static final long MAX_TOKENS = 10_000;
    private static final ForeignJson JSON = ForeignJson.bounded(MAX_TOKENS);
    private static final String NO_CONTENT = "application/octet-stream";
    private static final int MAX_ANSWER_BYTES = 1 << 20;

    private final String endpoint;
    private final String node;
    private final Http http;
    private final long maxBytes;
    private final Duration timeout;
    private final Duration patience;

    KuboStorage(URI endpoint, Duration timeout, long maxBytes, SnetListener listener) {
        Positive.of("a size limit", maxBytes);
        this.endpoint = Http.requireHttp(endpoint, "the endpoint of an IPFS node")
                .toString()
                .replaceFirst("/+$", "");
        this.node = "the IPFS node at " + Http.origin(endpoint);
        this.http = new Http(timeout, Optional.empty(), Request.Kind.STORAGE, listener);
        this.maxBytes = maxBytes;
        this.timeout = timeout;
        this.patience = timeout.multipliedBy(10);
    }

    @Override
    public byte[] fetch(URI uri) {
        return fetch(uri, maxBytes);
    }

    @Override
    public byte[] fetch(URI uri, long wanted) {
        long limit = Math.min(wanted, maxBytes);
        Cid cid = ContentName.parse(uri)
                .cid()
                .orElseThrow(() -> new StorageException(node + " gives only what it can prove, which is nothing of "
                        + uri + "; a gateway of Filecoin may have it"));
        byte[] root = verified(cid, UnixFsReader.rootLimit(limit));
        return new UnixFsReader(this, uri, limit, patience).read(cid, root);
    }

    /** The block, and not "cat", because only the block is what the CID is a hash of. */
    @Override
    public byte[] block(Cid cid, long limit) {
        String command = "block/get?arg=" + cid;
        return give(
                command,
                () -> BusyStorage.repeat(
                        http, timeout, () -> send(command, BodyPublishers.noBody(), NO_CONTENT, limit)));
    }

    @Override
    public void close() {
        http.close();
    }

    @Override
    public String source() {
        return node;
    }

    @Override
    public URI add(byte[] content) {
        return add(BodyPublishers.ofByteArray(content), () -> Cid.of(content));
    }

    @Override
    public URI add(long size, Supplier<? extends InputStream> content) {
        AtomicReference<UnixFsImport> last = new AtomicReference<>(new UnixFsImport(Layout.USUAL, block -> {}));
        BodyPublisher body = BodyPublishers.ofInputStream(() -> {
            UnixFsImport blocks = new UnixFsImport(Layout.USUAL, block -> {});
            last.set(blocks);
            return new UnixFsImport.Tee(content.get(), blocks);
        });
        return add(BodyPublishers.fromPublisher(body, size), () -> Objects.requireNonNull(last.get())
                .finish());
    }

    private URI add(BodyPublisher content, Supplier<Cid> expected) {
        Multipart body = Multipart.file(content);
        byte[] answer = post(
                "add?pin=true&cid-version=0&raw-leaves=false&chunker=size-262144",
                body.publisher(),
                body.contentType(),
                MAX_ANSWER_BYTES);
        Cid cid = expected.get();
        String named = hashIn(answer);
        if (!named.equals(cid.toString())) {
            throw new StorageException(node + " stored the content as \"" + named + "\" instead of " + cid);
        }
        return cid.toUri();
    }

    /** One line of JSON for each object that was added; the file itself comes last. */
    private String hashIn(byte[] answer) {
        String hash = "";
        try {
            for (JsonNode line : JSON.readTrees(answer)) {
                hash = line.path("Hash").asText();
            }
            return hash;
        } catch (IOException | RuntimeException e) {
            throw new StorageException(node + " did not answer \"add\" with JSON", e);
        }
    }

    /** Once: the body may be read once only. */
    private byte[] post(String command, BodyPublisher body, String contentType, long limit) {
        return give(command, () -> send(command, body, contentType, limit));
    }

    private Http.Response send(String command, BodyPublisher body, String contentType, long limit) throws IOException {
        return http.post(
                command.replaceFirst("[?].*", ""),
                URI.create(endpoint + "/api/v0/" + command),
                contentType,
                body,
                limit);
    }

    private byte[] give(String command, BusyStorage.Exchange exchange) {
        String what = command.replaceFirst("[?]arg=", " ").replaceFirst("[?&].*", "");
        try {
            Http.Response response = exchange.send();
            if (response.status() != 200) {
                throw new StorageException(
                        node + " refused " + what + ": HTTP " + response.status() + ": " + excerpt(response.body()));
            }
            return response.body();
        } catch (IOException e) {
            throw new StorageException(node + " did not answer " + what + ": " + e.getMessage(), e);
        }
    }

    static String excerpt(byte[] body) {
        return ForeignText.of(new String(body, StandardCharsets.UTF_8).strip(), 200);
    }
}
