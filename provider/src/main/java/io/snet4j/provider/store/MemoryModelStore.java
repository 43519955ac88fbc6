package io.snet4j.provider.store;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps models for as long as the process lives: for tests, and for services whose models nobody pays for. Thread-safe,
 * never blocks.
 *
 * @since 0.1.0
 */
public final class MemoryModelStore implements ModelStore {
    private static final int REMEMBERED = 10_000;

    private final Map<String, StoredModel> models = new LinkedHashMap<>();
    private final Set<String> deleted = Collections.newSetFromMap(new Latest());

    @Override
    public Optional<String> id() {
        return Optional.empty();
    }

    @Override
    public synchronized List<StoredModel> models() {
        return List.copyOf(models.values());
    }

    @Override
    public synchronized void save(StoredModel model) {
        models.put(model.info().id(), model);
    }

    @Override
    public synchronized void delete(String modelId) {
        if (models.remove(modelId) != null) {
            deleted.add(modelId);
        }
    }

    @Override
    public synchronized boolean wasDeleted(String modelId) {
        return deleted.contains(modelId);
    }

    /** Forgets nothing. */
    @Override
    public void close() {}

    private static final class Latest extends LinkedHashMap<String, Boolean> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    }
}
