package io.snet4j.provider;

import io.grpc.BindableService;
import io.snet4j.internal.core.AddressRule;
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
 * <p>An upload is written to disk message by message. What shows to be wrong before its end (a message out of order, more
 * bytes than announced) fails the call, and the daemon takes no money; a dataset that ends short is answered with status
 * ERRORED. Training needs a validated dataset: it starts from VALIDATED, again from READY_TO_USE, and from ERRORED if
 * training itself had failed. A new dataset may come whenever nothing is going on.
 *
 * @param <A> what training gives
 */
public final class TrainingProvider<A> implements AutoCloseable {
    private final ModelIndex<A> models;
    private final BackgroundWork background;
    private final TrainingService<A> service;

    private TrainingProvider(Builder<A> builder) {
        Limits limits = new Limits(builder.maxDatasetBytes, builder.linkTime, builder.uploadIdle);
        LinkFetcher links = new LinkFetcher(builder.storage, limits, builder.linkAddresses);
        models = new ModelIndex<>(builder.folder);
        background = new BackgroundWork(builder.workers, builder.queue);
        TrainingSteps<A> steps = new TrainingSteps<>(builder.handler, links, background);
        service = new TrainingService<>(models, builder.handler, steps, links, limits, background);
    }

    /**
     * @param folder where each model gets a folder of its own; is created
     */
    public static <A> Builder<A> builder(TrainingHandler<A> handler, Path folder) {
        return new Builder<>(handler, folder);
    }

    /** {@code training.Model}, to be served beside the service's own methods. */
    public BindableService service() {
        return service;
    }

    public Models<A> models() {
        return models;
    }

    /**
     * Interrupts what is going on, which makes its models ERRORED, and waits up to three seconds for it to end. Files
     * stay.
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
            maxDatasetBytes = positive(bytes, "maxDatasetBytes");
            return this;
        }

        /**
         * How long fetching a linked dataset may take as a whole. Ten minutes unless set.
         *
         * @throws IllegalArgumentException unless positive
         */
        public Builder<A> linkTime(Duration time) {
            positive(time.toMillis(), "linkTime in milliseconds");
            linkTime = time;
            return this;
        }

        /**
         * How long an upload may stand still before it is given up. Two minutes unless set.
         *
         * @throws IllegalArgumentException unless positive
         */
        public Builder<A> uploadIdle(Duration time) {
            positive(time.toMillis(), "uploadIdle in milliseconds");
            uploadIdle = time;
            return this;
        }

        /**
         * How many models are validated or trained at once. One unless set.
         *
         * @throws IllegalArgumentException unless positive
         */
        public Builder<A> workers(int count) {
            workers = (int) positive(count, "workers");
            return this;
        }

        /**
         * How many validations and trainings may wait; more are refused. 64 unless set.
         *
         * @throws IllegalArgumentException unless positive
         */
        public Builder<A> queue(int length) {
            queue = (int) positive(length, "queue");
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

        private static long positive(long value, String name) {
            if (value <= 0) {
                throw new IllegalArgumentException(name + " must be positive, not " + value);
            }
            return value;
        }
    }
}
