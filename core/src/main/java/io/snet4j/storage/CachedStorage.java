package io.snet4j.storage;

import java.net.URI;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Remembers verified content up to a total size. */
final class CachedStorage implements Storage {
    private final Storage storage;
    private final long maxBytes;

    /** Those asked for last come last. */
    private final Map<URI, byte[]> contents = new LinkedHashMap<>(16, 0.75f, true);

    private long bytes;

    CachedStorage(Storage storage, long maxBytes) {
        this.storage = storage;
        this.maxBytes = maxBytes;
    }

    @Override
    public byte[] fetch(URI uri) {
        byte[] known = known(uri);
        return known != null ? known : remember(uri, storage.fetch(uri));
    }

    @Override
    public byte[] fetch(URI uri, long wanted) {
        byte[] known = known(uri);
        return known != null && known.length <= wanted ? known : remember(uri, storage.fetch(uri, wanted));
    }

    @Override
    public Content read(URI uri) {
        byte[] known = known(uri);
        if (known != null) {
            return new Content(known, Verification.BY_HASH);
        }
        Content content = storage.read(uri);
        return content.isVerified() ? new Content(remember(uri, content.bytes()), Verification.BY_HASH) : content;
    }

    @Override
    public void close() {
        storage.close();
    }

    private byte @Nullable [] known(URI uri) {
        synchronized (contents) {
            byte[] known = contents.get(uri);
            return known == null ? null : known.clone();
        }
    }

    private byte[] remember(URI uri, byte[] content) {
        if (content.length > maxBytes) {
            return content;
        }
        synchronized (contents) {
            byte[] former = contents.put(uri, content.clone());
            bytes += content.length - (former == null ? 0 : former.length);
            Iterator<byte[]> oldest = contents.values().iterator();
            while (bytes > maxBytes) {
                bytes -= oldest.next().length;
                oldest.remove();
            }
        }
        return content;
    }
}
