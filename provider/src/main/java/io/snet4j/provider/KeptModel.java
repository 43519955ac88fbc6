package io.snet4j.provider;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.snet4j.internal.text.ForeignText;
import io.snet4j.provider.model.ModelInfo;
import io.snet4j.provider.model.ModelStatus;
import io.snet4j.provider.store.ModelStore;
import io.snet4j.provider.store.StoredDataset;
import io.snet4j.provider.store.StoredJob;
import io.snet4j.provider.store.StoredModel;
import java.net.URI;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is kept of one model. Each change is in the store before it counts here, and so before it is answered; if the
 * store cannot take it, nothing changed. Not thread-safe: {@link ManagedModel} has the lock.
 */
final class KeptModel {
    private static final Logger LOG = LoggerFactory.getLogger(KeptModel.class);

    /** Handlers quote datasets in what they throw. */
    private static final int LONGEST_REASON = 2000;

    private final ModelStore store;
    private final ModelFolder folder;
    private StoredModel now;

    KeptModel(StoredModel now, ModelStore store, ModelFolder folder) {
        this.now = now;
        this.store = store;
        this.folder = folder;
    }

    StoredModel now() {
        return now;
    }

    ModelInfo info() {
        return now.info();
    }

    ModelStatus status() {
        return now.status();
    }

    ModelState state() {
        return new ModelState(
                now.info(),
                now.status(),
                now.reason(),
                dataset(),
                now.artifacts().isPresent());
    }

    Optional<Dataset> dataset() {
        return now.dataset().map(folder::dataset);
    }

    /** @throws StatusRuntimeException FAILED_PRECONDITION if work goes on, or the model was deleted */
    void requireIdle() {
        if (now.status() == ModelStatus.DELETED) {
            throw precondition(" was deleted");
        }
        if (now.job().isPresent()) {
            throw precondition(" is " + now.status() + "; wait until that ended");
        }
    }

    /** @throws StatusRuntimeException FAILED_PRECONDITION if there is none */
    void requireValidDataset() {
        if (now.dataset().filter(StoredDataset::isValid).isEmpty()) {
            throw precondition(" has no validated dataset; upload one, or validate one by link, before training");
        }
    }

    /** @throws StatusRuntimeException FAILED_PRECONDITION if there are none */
    long requireArtifacts() {
        return now.artifacts().orElseThrow(() -> precondition(" is " + now.status() + " and was never trained"));
    }

    /** A dataset is to be fetched and checked. */
    void validatingLink(URI link) {
        save(now.doing(
                ModelStatus.VALIDATING,
                new StoredJob(StoredJob.Kind.VALIDATE_LINK, Optional.of(link), 0, now.status(), now.reason())));
    }

    /** The link of the job was fetched, and is to be checked by the same attempt. */
    void fetched(long turn, Dataset received) {
        validating(turn, received, now.job().map(StoredJob::attempt).orElse(1));
    }

    /** An upload is complete, and is to be checked. */
    void uploaded(long turn, Dataset received) {
        validating(turn, received, 0);
    }

    private void validating(long turn, Dataset received, int attempt) {
        Optional<StoredDataset> old = now.dataset();
        StoredDataset arrived = new StoredDataset(turn, received.name(), received.size(), false);
        save(now.with(Optional.of(arrived))
                .doing(ModelStatus.VALIDATING, job(StoredJob.Kind.VALIDATE).attempt(attempt)));
        drop(old);
    }

    void training() {
        save(now.doing(ModelStatus.TRAINING, job(StoredJob.Kind.TRAIN)));
    }

    /** The job gets its thread. Gives how often it was begun by now; 0 if there is none. */
    int attempted() {
        int attempt = now.job().map(job -> job.attempt() + 1).orElse(0);
        now.job().ifPresent(job -> save(now.doing(now.status(), job.attempt(attempt))));
        return attempt;
    }

    /** The last attempt does not count. */
    void takeBackAttempt() {
        now.job()
                .filter(job -> job.attempt() > 0)
                .ifPresent(job -> save(now.doing(now.status(), job.attempt(job.attempt() - 1))));
    }

    /** No dataset arrived as a whole: the model is what it was before. */
    void lost() {
        now.job().ifPresent(job -> save(now.ended(job.before(), job.reasonBefore())));
    }

    void validated() {
        save(now.with(now.dataset().map(StoredDataset::valid)).ended(ModelStatus.VALIDATED, Optional.empty()));
    }

    /** The artifacts of this turn are on the disk. Gives the turn of those before. */
    Optional<Long> trained(long turn) {
        Optional<Long> old = now.artifacts();
        save(now.trained(Optional.of(turn)).ended(ModelStatus.READY_TO_USE, Optional.empty()));
        return old;
    }

    void failed(String why) {
        String shown = why.length() <= LONGEST_REASON ? why : why.substring(0, LONGEST_REASON) + "…";
        String reason = TextLimits.storable(shown);
        LOG.warn("model {} is ERRORED: {}", now.info().id(), ForeignText.of(reason));
        // What a link gave takes the place of the dataset before even if it is refused unseen.
        boolean unseen = now.job()
                .filter(job -> job.kind() == StoredJob.Kind.VALIDATE_LINK)
                .isPresent();
        Optional<StoredDataset> old = unseen ? now.dataset() : Optional.empty();
        StoredModel next = unseen ? now.with(Optional.empty()) : now;
        save(next.ended(ModelStatus.ERRORED, Optional.of(reason)));
        drop(old);
    }

    /** Gives the turn of the artifacts that were. */
    Optional<Long> deleted() {
        store.delete(now.info().id());
        Optional<Long> artifacts = now.artifacts();
        now = now.with(Optional.empty()).trained(Optional.empty()).ended(ModelStatus.DELETED, Optional.empty());
        return artifacts;
    }

    private StoredJob job(StoredJob.Kind kind) {
        return new StoredJob(kind, Optional.empty(), 0, now.status(), now.reason());
    }

    private void save(StoredModel next) {
        store.save(next);
        now = next;
    }

    private void drop(Optional<StoredDataset> old) {
        old.ifPresent(dataset -> FileTree.delete(folder.dataset(dataset.turn())));
    }

    private StatusRuntimeException precondition(String predicate) {
        return Status.FAILED_PRECONDITION
                .withDescription("model " + now.info().id() + predicate)
                .asRuntimeException();
    }
}
