package io.snet4j.training;

import java.nio.file.Path;
import java.time.Duration;

/** A dataset on its way to a model. Immutable. */
public final class DatasetUpload {
    private static final int DEFAULT_CHUNK_BYTES = 1 << 20;
    private static final Duration DEFAULT_DEADLINE = Duration.ofHours(1);

    /** The daemon refuses messages above 4 MiB; the rest is for authorization and names. */
    private static final int MAX_CHUNK_BYTES = (4 << 20) - (8 << 10);

    private final ValidationQuote quote;
    private final Path archive;
    private final UploadListener listener;
    private final int chunkBytes;
    private final Duration deadline;

    private DatasetUpload(Builder builder) {
        quote = builder.quote;
        archive = builder.archive;
        listener = builder.listener;
        chunkBytes = builder.chunkBytes;
        deadline = builder.deadline;
    }

    public static DatasetUpload of(ValidationQuote quote, Path archive) {
        return builder(quote, archive).build();
    }

    /**
     * @param quote what was agreed to pay, and for which model
     * @param archive a regular file that does not change meanwhile
     */
    public static Builder builder(ValidationQuote quote, Path archive) {
        return new Builder(quote, archive);
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

    public int chunkBytes() {
        return chunkBytes;
    }

    public Duration deadline() {
        return deadline;
    }

    /** Not thread-safe. */
    public static final class Builder {
        private final ValidationQuote quote;
        private final Path archive;
        private UploadListener listener = progress -> {};
        private int chunkBytes = DEFAULT_CHUNK_BYTES;
        private Duration deadline = DEFAULT_DEADLINE;

        private Builder(ValidationQuote quote, Path archive) {
            this.quote = quote;
            this.archive = archive;
        }

        public Builder onProgress(UploadListener uploadListener) {
            listener = uploadListener;
            return this;
        }

        /**
         * How much of the file one message carries. Default: 1 MiB.
         *
         * @param bytes from 1 to 4 MiB - 8 KiB
         * @throws IllegalArgumentException outside of that range
         */
        public Builder chunkBytes(int bytes) {
            if (bytes < 1 || bytes > MAX_CHUNK_BYTES) {
                throw new IllegalArgumentException(
                        "a chunk must have 1 to " + MAX_CHUNK_BYTES + " bytes, not " + bytes);
            }
            chunkBytes = bytes;
            return this;
        }

        /**
         * For the whole upload and the wait for the payment channel. Default: one hour.
         *
         * @throws IllegalArgumentException unless positive
         */
        public Builder deadline(Duration duration) {
            if (duration.isNegative() || duration.isZero()) {
                throw new IllegalArgumentException("a deadline must be positive: " + duration);
            }
            deadline = duration;
            return this;
        }

        public DatasetUpload build() {
            return new DatasetUpload(this);
        }
    }
}
