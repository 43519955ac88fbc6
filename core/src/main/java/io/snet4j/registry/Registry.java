package io.snet4j.registry;

import io.snet4j.chain.Chain;
import io.snet4j.storage.Storage;
import io.snet4j.value.Address;
import java.util.List;

/** Reads organizations and services. Thread-safe; every method blocks on the network and caches nothing. */
public final class Registry {
    private final Chain chain;
    private final Address contract;
    private final Storage storage;

    public Registry(Chain chain, Address contract, Storage storage) {
        this.chain = chain;
        this.contract = contract;
        this.storage = storage;
    }

    /** Ids of all organizations, in the contract's order. */
    public List<String> organizationIds() {
        throw new UnsupportedOperationException();
    }

    /** @throws io.snet4j.errors.ServiceNotFoundException if there is none of that id */
    public Organization organization(String organizationId) {
        throw new UnsupportedOperationException();
    }

    /** @throws io.snet4j.errors.ServiceNotFoundException if there is none of that id */
    public Service service(String organizationId, String serviceId) {
        throw new UnsupportedOperationException();
    }
}
