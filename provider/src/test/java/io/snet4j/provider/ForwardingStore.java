package io.snet4j.provider;

import io.snet4j.provider.store.ModelStore;
import io.snet4j.provider.store.ModelStoreException;
import io.snet4j.provider.store.StoredModel;
import java.util.List;
import java.util.Optional;

/** A store that fails when a test says so. */
class ForwardingStore implements ModelStore {
    private final ModelStore store;
    volatile boolean fails;

    ForwardingStore(ModelStore store) {
        this.store = store;
    }

    @Override
    public Optional<String> id() {
        return store.id();
    }

    @Override
    public List<StoredModel> models() {
        return store.models();
    }

    @Override
    public void save(StoredModel model) {
        failIfToldTo();
        store.save(model);
    }

    @Override
    public void delete(String modelId) {
        failIfToldTo();
        store.delete(modelId);
    }

    @Override
    public boolean wasDeleted(String modelId) {
        return store.wasDeleted(modelId);
    }

    @Override
    public void close() {
        store.close();
    }

    private void failIfToldTo() {
        if (fails) {
            throw new ModelStoreException("the disk is full");
        }
    }
}
