package io.snet4j.provider;

import io.snet4j.internal.core.AddressRule;
import io.snet4j.internal.core.Positive;
import io.snet4j.internal.text.TimeText;
import io.snet4j.provider.store.MemoryModelStore;
import io.snet4j.provider.store.ModelStore;
import io.snet4j.provider.store.ModelStoreException;
import io.snet4j.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Options of a {@link TrainingProvider}; none has to be set. Not thread-safe.
 *
 * @param <M> what training gives
 * @since 0.1.0
 */
public final class TrainingProviderBuilder<M> {
    final TrainingHandler<M> handler;
    final Path folder;

    @Nullable
    Storage storage;

    AddressRule linkAddresses = LinkFetcher.PUBLIC_ONLY;
    private long maxDatasetBytes = 1L << 30;
    private Duration linkTime = Duration.ofMinutes(10);
    private Duration uploadIdle = Duration.ofMinutes(2);
    private Duration uploadTime = Duration.ofHours(6);
    private int maxModels = 5000;
    private int maxModelsPerOwner = 100;
    private Duration unusedModelTime = Duration.ofHours(1);
    private int maxNameLength = 256;
    private int maxDescriptionLength = 4000;
    private int maxAddresses = 256;
    private int maxLinkLength = 4000;
    ModelStore store = new MemoryModelStore();
    ProviderListener listener = ProviderListener.none();
    private Duration validationTime = Duration.ofHours(1);
    private Duration trainingTime = Duration.ofHours(24);
    private int maxAttempts = 3;
    int maxLoadedModels = 16;
    int workers = 1;
    int queue = 64;

    TrainingProviderBuilder(TrainingHandler<M> handler, Path folder) {
        this.handler = handler;
        this.folder = folder;
    }

    /**
     * Where models are kept. In memory unless set: what customers paid for ends with the process then. Closed with the
     * provider.
     */
    public TrainingProviderBuilder<M> store(ModelStore store) {
        this.store = store;
        return this;
    }

    /** Hears of validations and trainings. */
    public TrainingProviderBuilder<M> listener(ProviderListener listener) {
        this.listener = listener;
        return this;
    }

    /**
     * How long one validation may take, with fetching a linked dataset; it is interrupted then, and the model ERRORED.
     * One hour unless set.
     *
     * @throws IllegalArgumentException unless positive
     */
    public TrainingProviderBuilder<M> validationTime(Duration time) {
        validationTime = Positive.of("validationTime", time);
        return this;
    }

    /**
     * How long one training may take; it is interrupted then, and the model ERRORED. A day unless set.
     *
     * @throws IllegalArgumentException unless positive
     */
    public TrainingProviderBuilder<M> trainingTime(Duration time) {
        trainingTime = Positive.of("trainingTime", time);
        return this;
    }

    /**
     * How often a validation or training is begun whose process ends in the middle of it; the model is ERRORED then, so
     * that work which kills its process does so no more. 3 unless set.
     *
     * @throws IllegalArgumentException unless positive
     */
    public TrainingProviderBuilder<M> maxAttempts(int count) {
        maxAttempts = Positive.of("maxAttempts", count);
        return this;
    }

    /**
     * How many trained models stay loaded while nobody uses them. 16 unless set.
     *
     * @throws IllegalArgumentException unless positive
     */
    public TrainingProviderBuilder<M> maxLoadedModels(int count) {
        maxLoadedModels = Positive.of("maxLoadedModels", count);
        return this;
    }

    /** Reads {@code ipfs://} links; without it they are refused. Not closed with the provider. */
    public TrainingProviderBuilder<M> storage(Storage storage) {
        this.storage = storage;
        return this;
    }

    /**
     * Where {@code http} and {@code https} links may lead although it is no place of the public internet. Links are
     * strangers' words: without this, one that leads to loopback, private, link-local and other such addresses, by a
     * name or a redirect, too, is refused and not connected to. None unless set; set again, it replaces what was
     * there.
     *
     * @param hosts names, addresses, or ranges as {@code 10.0.0.0/8}; whatever a name resolves to is allowed
     * @throws IllegalArgumentException for what is none of these
     */
    public TrainingProviderBuilder<M> allowLinksTo(String... hosts) {
        linkAddresses = LinkFetcher.PUBLIC_ONLY.except(List.of(hosts));
        return this;
    }

    /**
     * The largest dataset taken, by upload or link. 1 GiB unless set.
     *
     * @throws IllegalArgumentException unless positive
     */
    public TrainingProviderBuilder<M> maxDatasetBytes(long bytes) {
        maxDatasetBytes = Positive.of("maxDatasetBytes", bytes);
        return this;
    }

    /**
     * How long fetching a linked dataset may take as a whole. Ten minutes unless set.
     *
     * @throws IllegalArgumentException unless positive
     */
    public TrainingProviderBuilder<M> linkTime(Duration time) {
        Positive.of("linkTime in milliseconds", time.toMillis());
        linkTime = time;
        return this;
    }

    /**
     * How long an upload may stand still before it is given up. Two minutes unless set.
     *
     * @throws IllegalArgumentException unless positive
     */
    public TrainingProviderBuilder<M> uploadIdle(Duration time) {
        Positive.of("uploadIdle in milliseconds", time.toMillis());
        uploadIdle = time;
        return this;
    }

    /**
     * How long an upload may take as a whole. Six hours unless set.
     *
     * @throws IllegalArgumentException unless positive
     */
    public TrainingProviderBuilder<M> uploadTime(Duration time) {
        Positive.of("uploadTime in milliseconds", time.toMillis());
        uploadTime = time;
        return this;
    }

    /**
     * How many models are kept of everybody; more are refused. 5000 unless set, which takes up to 60 MB if all of them
     * have the longest texts.
     *
     * @throws IllegalArgumentException unless positive
     */
    public TrainingProviderBuilder<M> maxModels(int count) {
        maxModels = Positive.of("maxModels", count);
        return this;
    }

    /**
     * How many models are kept of one owner, where the daemon names the owner (in the header
     * {@code snet-user-address}); more are refused. 100 unless set.
     *
     * @throws IllegalArgumentException unless positive
     */
    public TrainingProviderBuilder<M> maxModelsPerOwner(int count) {
        maxModelsPerOwner = Positive.of("maxModelsPerOwner", count);
        return this;
    }

    /**
     * Once a limit is reached, a model that never got a dataset, and for that long was not sent one, gives way to a
     * new one, as if it had been deleted. One hour unless set.
     *
     * @throws IllegalArgumentException if negative
     */
    public TrainingProviderBuilder<M> unusedModelTime(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("unusedModelTime must be zero or more, not " + TimeText.of(time));
        }
        unusedModelTime = time;
        return this;
    }

    /**
     * The longest name taken of a model, of its service and of its method, in characters. 256 unless set.
     *
     * @throws IllegalArgumentException unless positive
     */
    public TrainingProviderBuilder<M> maxNameLength(int characters) {
        maxNameLength = Positive.of("maxNameLength", characters);
        return this;
    }

    /**
     * The longest description taken of a model, in characters. 4000 unless set.
     *
     * @throws IllegalArgumentException unless positive
     */
    public TrainingProviderBuilder<M> maxDescriptionLength(int characters) {
        maxDescriptionLength = Positive.of("maxDescriptionLength", characters);
        return this;
    }

    /**
     * How many addresses a new model may be shared with. 256 unless set.
     *
     * @throws IllegalArgumentException unless positive
     */
    public TrainingProviderBuilder<M> maxAddresses(int count) {
        maxAddresses = Positive.of("maxAddresses", count);
        return this;
    }

    /**
     * The longest link to a dataset taken, in characters. 4000 unless set.
     *
     * @throws IllegalArgumentException unless positive
     */
    public TrainingProviderBuilder<M> maxLinkLength(int characters) {
        maxLinkLength = Positive.of("maxLinkLength", characters);
        return this;
    }

    /**
     * How many models are validated or trained at once. One unless set.
     *
     * @throws IllegalArgumentException unless positive
     */
    public TrainingProviderBuilder<M> workers(int count) {
        workers = Positive.of("workers", count);
        return this;
    }

    /**
     * How many validations and trainings may wait; more are refused. 64 unless set.
     *
     * @throws IllegalArgumentException unless positive
     */
    public TrainingProviderBuilder<M> queue(int length) {
        queue = Positive.of("queue", length);
        return this;
    }

    /**
     * Takes up what the store has: validations and trainings that were going on begin again.
     *
     * @throws UncheckedIOException if the folder cannot be created
     * @throws ModelStoreException if the store fails, or the folder has models of another one
     */
    public TrainingProvider<M> build() {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create the folder for models, " + folder, e);
        }
        return new TrainingProvider<>(this);
    }

    Limits limits() {
        return new Limits(maxDatasetBytes, linkTime, uploadIdle, uploadTime, validationTime, trainingTime, maxAttempts);
    }

    TextLimits textLimits() {
        return new TextLimits(maxNameLength, maxDescriptionLength, maxAddresses, maxLinkLength);
    }

    ModelLimits modelLimits() {
        return new ModelLimits(maxModels, maxModelsPerOwner, unusedModelTime);
    }
}
