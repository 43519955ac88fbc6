package io.snet4j.publish;

import io.snet4j.chain.Receipt;
import io.snet4j.value.Wei;
import java.net.URI;
import java.util.Optional;

/**
 * What a change did.
 *
 * @param action the transaction that it took
 * @param file where the metadata file is that is published now; empty for changes without one
 * @param api where the API is that the file names; empty for changes without one
 * @param transaction the receipt; empty if none was needed
 * @since 0.1.0
 */
public record PublishResult(
        PublishPlan.Action action, Optional<URI> file, Optional<URI> api, Optional<Receipt> transaction) {
    /** What was paid, as the node says; zero without a transaction, empty if the node does not tell. */
    public Optional<Wei> fee() {
        return transaction.isEmpty() ? Optional.of(Wei.ZERO) : transaction.get().fee();
    }
}
