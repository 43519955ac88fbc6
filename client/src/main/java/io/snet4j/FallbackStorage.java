package io.snet4j;

import io.snet4j.errors.StorageException;
import io.snet4j.storage.Storage;
import java.net.URI;
import java.util.List;

/** The first of several that has the content; it is checked against its hash, so that any of them will do. */
final class FallbackStorage implements Storage {
    private final List<? extends Storage> storages;

    FallbackStorage(List<? extends Storage> storages) {
        this.storages = List.copyOf(storages);
    }

    @Override
    public byte[] fetch(URI uri) {
        StorageException failure = new StorageException("no storage to fetch " + uri + " from");
        for (int i = 0; i < storages.size(); i++) {
            try {
                return storages.get(i).fetch(uri);
            } catch (StorageException e) {
                if (i > 0) {
                    e.addSuppressed(failure);
                }
                failure = e;
            }
        }
        throw failure;
    }
}
