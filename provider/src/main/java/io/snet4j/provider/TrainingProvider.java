package io.snet4j.provider;

import io.grpc.BindableService;
import io.grpc.ServerInterceptors;
import io.snet4j.internal.core.AddressRule;
import io.snet4j.internal.core.Positive;
import io.snet4j.internal.text.TimeText;
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
 * Datasets and the handler's files lie in a folder; which models there are is kept in memory, for the life of this
 * object. Thread-safe.
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
 * <p>A process that ends takes its models with it. What it leaves in the folder is of no use to the next one, which never
 * touches it.
 *
 * @param <A> what training gives
 * @since 0.1.0
 */
public final class TrainingProvider<A> implements AutoCloseable {
    private final ModelIndex<A> models;
    private final BackgroundWork background;
    private final TrainingService<A> service;

    private TrainingProvider(Builder<A> builder) {
        Limits limits = new Limits(builder.maxDatasetBytes, builder.linkTime, builder.uploadIdle, builder.uploadTime);
        TextLimits texts = new TextLimits(
                builder.maxNameLength, builder.maxDescriptionLength, builder.maxAddresses, builder.maxLinkLength);
        ModelLimits counts = new ModelLimits(builder.maxModels, builder.maxModelsPerOwner, builder.unusedModelTime);
        LinkFetcher links = new LinkFetcher(builder.storage, limits, builder.linkAddresses);
        models = new ModelIndex<>(builder.folder, counts, builder.handler::delete);
        background = new BackgroundWork(builder.workers, builder.queue);
        TrainingSteps<A> steps = new TrainingSteps<>(builder.handler, links, background);
        service = new TrainingService<>(models, builder.handler, steps, links, limits, texts, background);
    }

    /**
     * @param folder where each model gets a folder of its own when its first dataset comes; is created
     */
    public static <A> Builder<A> builder(TrainingHandler<A> handler, Path folder) {
        return new Builder<>(handler, folder);
    }

    /** {@code training.Model}, to be served beside the service's own methods. */
    public BindableService service() {
        return () -> ServerInterceptors.intercept(service, new Owner());
    }

    public Models<A> models() {
        return models;
    }

    /**
     * Interrupts what is going on and waits up to three seconds for it to end. Models that were validated or trained are
     * then ERRORED; those that were getting a dataset are as they were. Files stay.
     */
    @Override
    public void close() {
        models.stopAll("the provider was closed");
        background.close();
    }

    /** Not thread-safe. */
    public static final class Builder<A> {
        private final TrainingHandler<A> handler;
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
        private int workers = 1;
        private int queue = 64;

        private Builder(TrainingHandler<A> handler, Path folder) {
            this.handler = handler;
            this.folder = folder;
        }

        /** Reads {@code ipfs://} links; without it they are refused. Not closed with the provider. */
        public Builder<A> storage(Storage storage) {
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
        public Builder<A> allowLinksTo(String... hosts) {
            linkAddresses = LinkFetcher.PUBLIC_ONLY.except(List.of(hosts));
            return this;
        }

        /**
         * The largest dataset taken, by upload or link. 1 GiB unless set.
         *
         * @throws IllegalArgumentException unless positive
         */
        public Builder<A> maxDatasetBytes(long bytes) {
            maxDatasetBytes = Positive.of("maxDatasetBytes", bytes);
            return this;
        }

        /**
         * How long fetching a linked dataset may take as a whole. Ten minutes unless set.
         *
         * @throws IllegalArgumentException unless positive
         */
        public Builder<A> linkTime(Duration time) {
            Positive.of("linkTime in milliseconds", time.toMillis());
            linkTime = time;
            return this;
        }

        /**
         * How long an upload may stand still before it is given up. Two minutes unless set.
         *
         * @throws IllegalArgumentException unless positive
         */
        public Builder<A> uploadIdle(Duration time) {
            Positive.of("uploadIdle in milliseconds", time.toMillis());
            uploadIdle = time;
            return this;
        }

        /**
         * How long an upload may take as a whole. Six hours unless set.
         *
         * @throws IllegalArgumentException unless positive
         */
        public Builder<A> uploadTime(Duration time) {
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
        public Builder<A> maxModels(int count) {
            maxModels = Positive.of("maxModels", count);
            return this;
        }

        /**
         * How many models are kept of one owner, where the daemon names the owner (in the header
         * {@code snet-user-address}); more are refused. 100 unless set.
         *
         * @throws IllegalArgumentException unless positive
         */
        public Builder<A> maxModelsPerOwner(int count) {
            maxModelsPerOwner = Positive.of("maxModelsPerOwner", count);
            return this;
        }

        /**
         * Once a limit is reached, a model that never got a dataset, and for that long was not sent one, gives way to a
         * new one, as if it had been deleted. One hour unless set.
         *
         * @throws IllegalArgumentException if negative
         */
        public Builder<A> unusedModelTime(Duration time) {
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
        public Builder<A> maxNameLength(int characters) {
            maxNameLength = Positive.of("maxNameLength", characters);
            return this;
        }

        /**
         * The longest description taken of a model, in characters. 4000 unless set.
         *
         * @throws IllegalArgumentException unless positive
         */
        public Builder<A> maxDescriptionLength(int characters) {
            maxDescriptionLength = Positive.of("maxDescriptionLength", characters);
            return this;
        }

        /**
         * How many addresses a new model may be shared with. 256 unless set.
         *
         * @throws IllegalArgumentException unless positive
         */
        public Builder<A> maxAddresses(int count) {
            maxAddresses = Positive.of("maxAddresses", count);
            return this;
        }

        /**
         * The longest link to a dataset taken, in characters. 4000 unless set.
         *
         * @throws IllegalArgumentException unless positive
         */
        public Builder<A> maxLinkLength(int characters) {
            maxLinkLength = Positive.of("maxLinkLength", characters);
            return this;
        }

        /**
         * How many models are validated or trained at once. One unless set.
         *
         * @throws IllegalArgumentException unless positive
         */
        public Builder<A> workers(int count) {
            workers = Positive.of("workers", count);
            return this;
        }

        /**
         * How many validations and trainings may wait; more are refused. 64 unless set.
         *
         * @throws IllegalArgumentException unless positive
         */
        public Builder<A> queue(int length) {
            queue = Positive.of("queue", length);
            return this;
        }

        /** @throws UncheckedIOException if the folder cannot be created */
        public TrainingProvider<A> build() {
            try {
                Files.createDirectories(folder);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot create the folder for models, " + folder, e);
            }
            return new TrainingProvider<>(this);
        }
    }
}
