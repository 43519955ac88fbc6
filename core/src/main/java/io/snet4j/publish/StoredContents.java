package io.snet4j.publish;

import io.snet4j.errors.StorageException;
import io.snet4j.internal.core.Backoff;
import io.snet4j.internal.core.Budget;
import io.snet4j.storage.Cid;
import io.snet4j.storage.ContentStore;
import io.snet4j.storage.Storage;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** Stores contents, and sees that they can be read before anybody is told of them. */
final class StoredContents {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

    private final Optional<ContentStore> store;
    private final Storage reader;
    private final Duration patience;

    /** @param patience until what was stored must be read: gateways of other networks need a moment */
    StoredContents(Optional<ContentStore> store, Storage reader, Duration patience) {
        this.store = store;
        this.reader = reader;
        this.patience = patience;
    }

    URI expected(byte[] content) {
        return store.map(each -> each.expected(content))
                .orElseGet(() -> Cid.of(content).toUri());
    }

    /** @throws StorageException if it cannot be stored, or not be read where others read it */
    URI store(byte[] content) {
        URI uri = store.orElseThrow(() -> new IllegalStateException("a publisher without a store can plan only"))
                .store(content);
        Budget end = Budget.strict(patience);
        Backoff pauses = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
        while (true) {
            try {
                if (!Arrays.equals(reader.fetch(uri, content.length), content)) {
                    throw new StorageException("what was stored as " + uri + " is read back as something else");
                }
                return uri;
            } catch (StorageException e) {
                if (!end.sleep(pauses.next())) {
                    throw new StorageException(
                            "what was stored as " + uri
                                    + " cannot be read, so it is not registered; does the storage that"
                                    + " is read know the one that stores? " + e.getMessage(),
                            e);
                }
            }
        }
    }
}
