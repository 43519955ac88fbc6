package io.snet4j.provider;

import io.grpc.BindableService;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
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
 * Makes a service trainable: the methods that a daemon calls ({@code training.Model}) over a {@link TrainingHandler}.
 * Datasets and the handler's files lie in a folder, and which models there are is kept in a {@link ModelStore}. Thread-safe.
 *
 * <p>An upload is written to disk message by message. A dataset that does not arrive as a whole (an upload that breaks off
 * or stands still, a message out of order, fewer or more bytes than announced, a link that cannot be read to its end)
 * leaves the model as it was, with the dataset it had, and the log says why. Such an upload fails the call, so that the
 * daemon takes no money. ERRORED says that a dataset was there and is no good, or that training failed. Training needs a validated dataset: it starts from VALIDATED, again from READY_TO_USE, and from ERRORED if
 * training itself had failed. A new dataset may come whenever nothing is going on.
 *
 * <p>Creating a model costs nothing, so everything about it is limited: texts that are too long are refused with
 * INVALID_ARGUMENT, models beyond the limits with RESOURCE_EXHAUSTED. A model has no folder before it gets a dataset, and
 * is forgotten when it is deleted. Daemons up to 6.2.3 do not tell a provider who creates a model, so that only
 * {@link Builder#maxModels} limits what comes through them.
 *
 * <p>With a store that outlives the process, a daemon is answered once the answer is on the disk. A process may be killed at
 * any moment: the next one has every model, begins validations and trainings again or says that they failed
 * ({@link TrainingHandler#restart}), and removes files of which the store knows nothing. Without one, a process that ends
 * takes its models with it, and what it leaves in the folder is of no use.
 *
 * @param <M> what training gives
 * @since 0.1.0
 */
public final class TrainingProvider<M> implements AutoCloseable {
    private final ModelIndex<M> models;
    private final LoadedModels<M> loaded;
    private final ModelStore store;
    private final BackgroundWork background;
    private final TrainingService<M> service;

    private TrainingProvider(Builder<M> builder) {
        Limits limits = new Limits(
                builder.maxDatasetBytes,
                builder.linkTime,
                builder.uploadIdle,
                builder.uploadTime,
                builder.validationTime,
                builder.trainingTime,
                builder.maxAttempts);
        TextLimits texts = new TextLimits(
                builder.maxNameLength, builder.maxDescriptionLength, builder.maxAddresses, builder.maxLinkLength);
        ModelLimits counts = new ModelLimits(builder.maxModels, builder.maxModelsPerOwner, builder.unusedModelTime);
        LinkFetcher links = new LinkFetcher(builder.storage, limits, builder.linkAddresses);
        store = builder.store;
        loaded = new LoadedModels<>(builder.maxLoadedModels);
        models = new ModelIndex<>(builder.folder, counts, builder.handler, store, loaded);
        background = new BackgroundWork(builder.workers, builder.queue);
        TrainingSteps<M> steps = new TrainingSteps<>(builder.handler, links, limits, background, builder.listener);
        service = new TrainingService<>(models, builder.handler, steps, links, limits, texts, background);
        try {
            models.takeUp(steps);
        } catch (RuntimeException e) {
            background.close();
            throw e;
        }
    }

    /**
     * @param folder where each model gets a folder of its own when its first dataset comes; is created
     */
    public static <M> Builder<M> builder(TrainingHandler<M> handler, Path folder) {
        return new Builder<>(handler, folder);
    }

    /** {@code training.Model}, to be served beside the service's own methods. */
    public BindableService service() {
        return () -> ServerInterceptors.intercept(service, callers());
    }

    public Models<M> models() {
        return models;
    }

    /**
     * Keeps the address by which the daemon names the caller, for {@link Models#use(String)}. A {@link ProviderServer} has it
     * already; servers of your own put it before the service's methods.
     */
    public static ServerInterceptor callers() {
        return new Caller();
    }

    /** Whether new work is taken: not once it is stopped or closed. For health checks. */
    public boolean isServing() {
        return !background.isStopped();
    }

    /** How much waits and runs now. Does not block. */
    public Workload workload() {
        return background.workload();
    }

    /**
     * Takes nothing new and waits for the validations and trainings that are running. What has not ended in this time is
     * interrupted and left, with all that waits, to the next provider that gets the same store. Uploads are cut off. Status
     * and prices are answered until the server is closed. Blocks; then closes.
     *
     * @param time zero or more; what is running gets three seconds to heed the interrupt beside it
     */
    public void stop(Duration time) {
        models.stopUploads();
        background.drain(time);
        close();
    }

    /**
     * As {@link #stop} without any time for what is running. Loaded models are let go of and the store is closed; files
     * stay. Closing twice is as good as once.
     */
    @Override
    public void close() {
        background.drain(Duration.ZERO);
        models.stopUploads();
        models.park();
        background.close();
        loaded.close();
        store.close();
    }

    /** Not thread-safe. */
    public static final class Builder<M> {
        private final TrainingHandler<M> handler;
        private final Path folder;
        private @Nullable Storage storage;
        private AddressRule linkAddresses = LinkFetcher.PUBLIC_ONLY;
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
        private ModelStore store = new MemoryModelStore();
        private ProviderListener listener = ProviderListener.none();
        private Duration validationTime = Duration.ofHours(1);
        private Duration trainingTime = Duration.ofHours(24);
        private int maxAttempts = 3;
        private int maxLoadedModels = 16;
        private int workers = 1;
        private int queue = 64;

        private Builder(TrainingHandler<M> handler, Path folder) {
            this.handler = handler;
            this.folder = folder;
        }

        /**
         * Where models are kept. In memory unless set: what customers paid for ends with the process then. Closed with the
         * provider.
         */
        public Builder<M> store(ModelStore store) {
            this.store = store;
            return this;
        }

        /** Hears of validations and trainings. */
        public Builder<M> listener(ProviderListener listener) {
            this.listener = listener;
            return this;
        }

        /**
         * How long one validation may take, with fetching a linked dataset; it is interrupted then, and the model ERRORED. One
         * hour unless set.
         *
         * @throws IllegalArgumentException unless positive
         */
        public Builder<M> validationTime(Duration time) {
            validationTime = Positive.of("validationTime", time);
            return this;
        }

        /**
         * How long one training may take; it is interrupted then, and the model ERRORED. A day unless set.
         *
         * @throws IllegalArgumentException unless positive
         */
        public Builder<M> trainingTime(Duration time) {
            trainingTime = Positive.of("trainingTime", time);
            return this;
        }

        /**
         * How often a validation or training is begun whose process ends in the middle of it; the model is ERRORED then, so
         * that work which kills its process does so no more. 3 unless set.
         *
         * @throws IllegalArgumentException unless positive
         */
        public Builder<M> maxAttempts(int count) {
            maxAttempts = Positive.of("maxAttempts", count);
            return this;
        }

        /**
         * How many trained models stay loaded while nobody uses them. 16 unless set.
         *
         * @throws IllegalArgumentException unless positive
         */
        public Builder<M> maxLoadedModels(int count) {
            maxLoadedModels = Positive.of("maxLoadedModels", count);
            return this;
        }

        /** Reads {@code ipfs://} links; without it they are refused. Not closed with the provider. */
        public Builder<M> storage(Storage storage) {
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
        public Builder<M> allowLinksTo(String... hosts) {
            linkAddresses = LinkFetcher.PUBLIC_ONLY.except(List.of(hosts));
            return this;
        }

        /**
         * The largest dataset taken, by upload or link. 1 GiB unless set.
         *
         * @throws IllegalArgumentException unless positive
         */
        public Builder<M> maxDatasetBytes(long bytes) {
            maxDatasetBytes = Positive.of("maxDatasetBytes", bytes);
            return this;
        }

        /**
         * How long fetching a linked dataset may take as a whole. Ten minutes unless set.
         *
         * @throws IllegalArgumentException unless positive
         */
        public Builder<M> linkTime(Duration time) {
            Positive.of("linkTime in milliseconds", time.toMillis());
            linkTime = time;
            return this;
        }

        /**
         * How long an upload may stand still before it is given up. Two minutes unless set.
         *
         * @throws IllegalArgumentException unless positive
         */
        public Builder<M> uploadIdle(Duration time) {
            Positive.of("uploadIdle in milliseconds", time.toMillis());
            uploadIdle = time;
            return this;
        }

        /**
         * How long an upload may take as a whole. Six hours unless set.
         *
         * @throws IllegalArgumentException unless positive
         */
        public Builder<M> uploadTime(Duration time) {
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
        public Builder<M> maxModels(int count) {
            maxModels = Positive.of("maxModels", count);
            return this;
        }

        /**
         * How many models are kept of one owner, where the daemon names the owner (in the header
         * {@code snet-user-address}); more are refused. 100 unless set.
         *
         * @throws IllegalArgumentException unless positive
         */
        public Builder<M> maxModelsPerOwner(int count) {
            maxModelsPerOwner = Positive.of("maxModelsPerOwner", count);
            return this;
        }

        /**
         * Once a limit is reached, a model that never got a dataset, and for that long was not sent one, gives way to a
         * new one, as if it had been deleted. One hour unless set.
         *
         * @throws IllegalArgumentException if negative
         */
        public Builder<M> unusedModelTime(Duration time) {
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
        public Builder<M> maxNameLength(int characters) {
            maxNameLength = Positive.of("maxNameLength", characters);
            return this;
        }

        /**
         * The longest description taken of a model, in characters. 4000 unless set.
         *
         * @throws IllegalArgumentException unless positive
         */
        public Builder<M> maxDescriptionLength(int characters) {
            maxDescriptionLength = Positive.of("maxDescriptionLength", characters);
            return this;
        }

        /**
         * How many addresses a new model may be shared with. 256 unless set.
         *
         * @throws IllegalArgumentException unless positive
         */
        public Builder<M> maxAddresses(int count) {
            maxAddresses = Positive.of("maxAddresses", count);
            return this;
        }

        /**
         * The longest link to a dataset taken, in characters. 4000 unless set.
         *
         * @throws IllegalArgumentException unless positive
         */
        public Builder<M> maxLinkLength(int characters) {
            maxLinkLength = Positive.of("maxLinkLength", characters);
            return this;
        }

        /**
         * How many models are validated or trained at once. One unless set.
         *
         * @throws IllegalArgumentException unless positive
         */
        public Builder<M> workers(int count) {
            workers = Positive.of("workers", count);
            return this;
        }

        /**
         * How many validations and trainings may wait; more are refused. 64 unless set.
         *
         * @throws IllegalArgumentException unless positive
         */
        public Builder<M> queue(int length) {
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
    }
}
