package io.snet4j.registry;

import io.snet4j.chain.Chain;
import io.snet4j.identity.Identity;
import io.snet4j.storage.IpfsStorage;
import io.snet4j.value.Address;
import java.time.Duration;
import java.util.Map;

/**
 * Publishes organizations and services as their owner: metadata to content storage, its URI to the Registry contract.
 * Creates what is new and updates what exists. Thread-safe; blocks until the transaction is mined.
 */
public final class Publisher {
    private final Chain chain;
    private final Address contract;
    private final IpfsStorage storage;
    private final Identity owner;
    private final Duration deadline;

    public Publisher(Chain chain, Address contract, IpfsStorage storage, Identity owner, Duration deadline) {
        this.chain = chain;
        this.contract = contract;
        this.storage = storage;
        this.owner = owner;
        this.deadline = deadline;
    }

    public void publish(Organization organization) {
        throw new UnsupportedOperationException();
    }

    /** As it stands, with {@link Service#api} naming an archive that is already stored. */
    public void publish(Service service) {
        throw new UnsupportedOperationException();
    }

    /**
     * Packs proto files as the daemon wants them: a tar.gz of plain files, no directories.
     *
     * @param protoFiles by file name
     * @return where it is stored
     */
    public java.net.URI publishApi(Map<String, String> protoFiles) {
        throw new UnsupportedOperationException();
    }
}
