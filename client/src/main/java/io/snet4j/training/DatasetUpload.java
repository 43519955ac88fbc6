package io.snet4j.training;

import io.snet4j.dataset.DatasetHost;
import io.snet4j.dataset.DatasetRoute;
import io.snet4j.dataset.UploadListener;
import io.snet4j.internal.core.Positive;
import io.snet4j.internal.text.SizeText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A dataset on its way to a model. Immutable.
 *
 * @since 0.1.0
 */
public final class DatasetUpload {
    private static final Duration DEFAULT_DEADLINE = Duration.ofHours(1);

    /** Daemons refuse messages above 4 MiB unless they are told otherwise. */
    private static final int MAX_CHUNK_BYTES = (4 << 20) - (8 << 10);

    private final ValidationQuote quote;
    private final Path archive;
    private final UploadListener listener;
    private final OptionalInt chunkBytes;
    private final Duration deadline;
    private final DatasetRoute route;
    private final Optional<DatasetHost> host;
    private final boolean skipsLocalCheck;

    private DatasetUpload(Builder builder) {
        quote = builder.quote;
        archive = builder.archive;
        listener = builder.listener;
        chunkBytes = builder.chunkBytes;
        deadline = builder.deadline;
        route = builder.route;
        host = builder.host;
        skipsLocalCheck = builder.skipsLocalCheck;
    }

    public static DatasetUpload of(ValidationQuote quote, Path archive) {
        return builder(quote, archive).build();
    }

    /**
     * @param quote what was agreed to pay, and for which model
     * @param archive a file that does not change meanwhile, or a folder, which is packed into a temporary archive of a
     *     type that the service takes
     */
    public static Builder builder(ValidationQuote quote, Path archive) {
        return new Builder(quote, archive);
    }

    /** A builder that begins with these options. */
    public Builder toBuilder() {
        Builder copy = new Builder(quote, archive);
        copy.listener = listener;
        copy.chunkBytes = chunkBytes;
        copy.deadline = deadline;
        copy.route = route;
        copy.host = host;
        copy.skipsLocalCheck = skipsLocalCheck;
        return copy;
    }

    public ValidationQuote quote() {
        return quote;
    }

    public Path archive() {
        return archive;
    }

    public UploadListener listener() {
        return listener;
    }

    /** The most that one message carries; empty leaves it to this library. See {@link Builder#chunkBytes}. */
    public OptionalInt chunkBytes() {
        return chunkBytes;
    }

    public DatasetRoute route() {
        return route;
    }

    /** Empty means the client's, if it has one. */
    public Optional<DatasetHost> host() {
        return host;
    }

    public boolean skipsLocalCheck() {
        return skipsLocalCheck;
    }

    public Duration deadline() {
        return deadline;
    }

    /** Not thread-safe. */
    public static final class Builder {
        private ValidationQuote quote;
        private final Path archive;
        private UploadListener listener = progress -> {};
        private OptionalInt chunkBytes = OptionalInt.empty();
        private Duration deadline = DEFAULT_DEADLINE;
        private DatasetRoute route = DatasetRoute.AUTO;
        private Optional<DatasetHost> host = Optional.empty();
        private boolean skipsLocalCheck;

        private Builder(ValidationQuote quote, Path archive) {
            this.quote = quote;
            this.archive = archive;
        }

        /** Another one, such as a new price for the same upload. */
        public Builder quote(ValidationQuote agreed) {
            quote = agreed;
            return this;
        }

        public Builder onProgress(UploadListener uploadListener) {
            listener = uploadListener;
            return this;
        }

        /**
         * How much of the file one message carries; fewer, if the daemon reads so slowly that a signature would grow
         * too old on the way. Default: just under 1 MiB, after a few smaller messages that find out how fast it reads.
         *
         * @param bytes from 1 to 4 MiB - 8 KiB
         * @throws IllegalArgumentException outside of that range
         */
        public Builder chunkBytes(int bytes) {
            if (bytes < 1 || bytes > MAX_CHUNK_BYTES) {
                throw new IllegalArgumentException(
                        "a chunk must have 1 byte to " + SizeText.exact(MAX_CHUNK_BYTES) + ", not " + bytes + " bytes");
            }
            chunkBytes = OptionalInt.of(bytes);
            return this;
        }

        /**
         * For sending or hosting the dataset and the wait for the payment channel, not for the check before. Default:
         * one hour.
         *
         * @throws IllegalArgumentException unless positive
         */
        public Builder deadline(Duration duration) {
            Positive.of("a deadline", duration);
            deadline = duration;
            return this;
        }

        /** Default: {@link DatasetRoute#AUTO}. */
        public Builder route(DatasetRoute datasetRoute) {
            route = datasetRoute;
            return this;
        }

        /** For a dataset by link. Default: the client's, if it has one. */
        public Builder host(DatasetHost datasetHost) {
            host = Optional.of(datasetHost);
            return this;
        }

        /** Sends the dataset without reading it first, for what the service takes against its own metadata. */
        public Builder skipLocalCheck() {
            skipsLocalCheck = true;
            return this;
        }

        public DatasetUpload build() {
            return new DatasetUpload(this);
        }
    }
}
