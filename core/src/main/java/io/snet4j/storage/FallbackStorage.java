package io.snet4j.storage;

import io.snet4j.errors.StorageException;
import io.snet4j.internal.core.Deadline;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The first of several that has the content. A deadline is shared out, so that the last one is asked in time, too. */
final class FallbackStorage implements Storage {
    private static final Logger LOG = LoggerFactory.getLogger(FallbackStorage.class);

    private final List<Storage> storages;

    FallbackStorage(List<Storage> storages) {
        if (storages.isEmpty()) {
            throw new IllegalArgumentException("expected at least one storage");
        }
        this.storages = List.copyOf(storages);
    }

    @Override
    public byte[] fetch(URI uri) {
        return first(uri, storage -> storage.fetch(uri));
    }

    @Override
    public byte[] fetch(URI uri, long maxBytes) {
        return first(uri, storage -> storage.fetch(uri, maxBytes));
    }

    @Override
    public Content read(URI uri) {
        return first(uri, storage -> storage.read(uri));
    }

    @Override
    public void close() {
        storages.forEach(Storage::close);
    }

    private <T> T first(URI uri, Function<Storage, T> read) {
        List<StorageException> failures = new ArrayList<>();
        for (Storage storage : storages) {
            try {
                T content = Deadline.share(storages.size() - failures.size(), () -> read.apply(storage));
                // Somebody should know of a source that fails or lies although all went well.
                failures.forEach(failure -> LOG.warn("another source was asked: {}", failure.getMessage()));
                return content;
            } catch (StorageException e) {
                failures.add(e);
            }
        }
        if (failures.size() == 1) {
            throw failures.get(0);
        }
        StorageException all = new StorageException("none of " + failures.size() + " sources gave " + uri + ": "
                + failures.stream().map(StorageException::getMessage).collect(Collectors.joining("; ")));
        failures.forEach(all::addSuppressed);
        throw all;
    }
}
