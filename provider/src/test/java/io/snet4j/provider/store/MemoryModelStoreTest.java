package io.snet4j.provider.store;

import io.snet4j.provider.testing.ModelStoreContract;

class MemoryModelStoreTest extends ModelStoreContract {
    @Override
    protected ModelStore open() {
        return new MemoryModelStore();
    }

    /** It lives as long as the process. */
    @Override
    protected ModelStore reopen(ModelStore before) {
        before.close();
        return before;
    }
}
