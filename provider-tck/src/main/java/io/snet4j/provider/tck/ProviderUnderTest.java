package io.snet4j.provider.tck;

import io.snet4j.internal.core.Positive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A provider that is to be checked, and what the checks need of it: where it listens, for which method it trains, a
 * dataset that it takes and one that it refuses. Immutable.
 *
 * @since 0.1.0
 */
public final class ProviderUnderTest {
    /** The largest dataset taken: 64 MiB. It is held in memory. */
    public static final long MAX_DATASET_BYTES = 64L << 20;

    /** It is sent in several messages. */
    private static final int FEWEST_BYTES = 4;

    final URI endpoint;
    final String service;
    final String method;
    final Dataset good;
    final Dataset bad;
    final Links links;
    final Optional<Runnable> restart;
    final List<String> startCommand;
    final Duration callDeadline;
    final Duration priceDeadline;
    final Duration workDeadline;
    final Duration pollEvery;

    /** A file, as it is sent. */
    record Dataset(String fileName, byte[] bytes) {
        static Dataset of(String what, @Nullable Path file) {
            Objects.requireNonNull(file, "there is no " + what + "; name a file");
            try {
                long size = Files.size(file);
                if (size < FEWEST_BYTES || size > MAX_DATASET_BYTES) {
                    throw new IllegalArgumentException("the " + what + " " + file + " has " + size
                            + " bytes, and must have from " + FEWEST_BYTES + " to " + MAX_DATASET_BYTES);
                }
                return new Dataset(String.valueOf(file.getFileName()), Files.readAllBytes(file));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read the " + what + " " + file, e);
            }
        }
    }

    /** Where datasets are found by link: served on loopback, at these places, or nowhere. */
    record Links(boolean served, Optional<URI> good, Optional<URI> bad) {}

    private ProviderUnderTest(Builder builder) {
        endpoint = builder.endpoint;
        service = builder.service;
        method = builder.method;
        good = Dataset.of("good dataset", builder.good);
        bad = Dataset.of("bad dataset", builder.bad);
        links = builder.links;
        restart = Optional.ofNullable(builder.restart);
        startCommand = builder.startCommand;
        callDeadline = builder.callDeadline;
        priceDeadline = builder.priceDeadline;
        workDeadline = builder.workDeadline;
        pollEvery = builder.pollEvery;
    }

    /**
     * @param endpoint where {@code training.Model} is served, {@code http://HOST:PORT}; what a daemon calls
     *     {@code model_maintenance_endpoint}
     * @throws IllegalArgumentException for what is no such endpoint
     */
    public static Builder at(URI endpoint) {
        if (!"http".equals(endpoint.getScheme()) || endpoint.getHost() == null || endpoint.getPort() < 1) {
            throw new IllegalArgumentException("a provider's endpoint is http://HOST:PORT, not " + endpoint);
        }
        return new Builder(endpoint);
    }

    /** Not thread-safe. */
    public static final class Builder {
        private final URI endpoint;
        private String service = "";
        private String method = "";
        private @Nullable Path good;
        private @Nullable Path bad;
        private Links links = new Links(true, Optional.empty(), Optional.empty());
        private @Nullable Runnable restart;
        private List<String> startCommand = List.of();
        private Duration callDeadline = Duration.ofSeconds(30);
        private Duration priceDeadline = Duration.ofSeconds(10);
        private Duration workDeadline = Duration.ofMinutes(10);
        private Duration pollEvery = Duration.ofMillis(50);

        private Builder(URI endpoint) {
            this.endpoint = endpoint;
        }

        /** For which method models are made, as clients name it: {@code text.Classifier} and {@code classify}. */
        public Builder service(String service, String method) {
            this.service = service;
            this.method = method;
            return this;
        }

        /**
         * A small dataset that the provider takes, from 4 bytes to {@link #MAX_DATASET_BYTES}. Training on it ends
         * well.
         */
        public Builder goodDataset(Path file) {
            good = file;
            return this;
        }

        /** A dataset that the provider refuses, from 4 bytes to {@link #MAX_DATASET_BYTES}. */
        public Builder badDataset(Path file) {
            bad = file;
            return this;
        }

        /**
         * Where the provider finds both datasets by link. Unless set, they are served on a free port of 127.0.0.1,
         * which the provider must then allow. The rules about hosts that fail are not checked with links of your own.
         */
        public Builder links(URI good, URI bad) {
            links = new Links(false, Optional.of(good), Optional.of(bad));
            return this;
        }

        /** The provider reaches no link from here: the rules that need one are not checked. */
        public Builder withoutLinks() {
            links = new Links(false, Optional.empty(), Optional.empty());
            return this;
        }

        /**
         * The provider is a process that the checks start, before the first rule, and kill, after the last one. It is
         * also killed and started again to see what it keeps. What it prints goes where this process's output goes.
         */
        public Builder startCommand(String... command) {
            startCommand = List.of(command);
            return this;
        }

        /**
         * Ends the provider and starts it again at the same port, for one that {@link #startCommand} cannot start.
         * Without either, the rules about restarts are not checked.
         */
        public Builder restart(Runnable restart) {
            this.restart = restart;
            return this;
        }

        /**
         * For one answer. 30 seconds unless set.
         *
         * @throws IllegalArgumentException unless positive
         */
        public Builder callDeadline(Duration time) {
            callDeadline = Positive.of("callDeadline", time);
            return this;
        }

        /**
         * For the answer to a question for a price. 10 seconds unless set.
         *
         * @throws IllegalArgumentException unless positive
         */
        public Builder priceDeadline(Duration time) {
            priceDeadline = Positive.of("priceDeadline", time);
            return this;
        }

        /**
         * For an upload, a validation, a training, and a start. 10 minutes unless set.
         *
         * @throws IllegalArgumentException unless positive
         */
        public Builder workDeadline(Duration time) {
            workDeadline = Positive.of("workDeadline", time);
            return this;
        }

        /**
         * The pause between two questions for a status. 50 ms unless set.
         *
         * @throws IllegalArgumentException unless positive
         */
        public Builder pollEvery(Duration time) {
            pollEvery = Positive.of("pollEvery", time);
            return this;
        }

        /**
         * Reads both datasets.
         *
         * @throws NullPointerException if a dataset is missing
         * @throws IllegalArgumentException if a dataset is too small or too large, or if there are two ways to restart
         * @throws UncheckedIOException if a dataset cannot be read
         */
        public ProviderUnderTest build() {
            if (restart != null && !startCommand.isEmpty()) {
                throw new IllegalArgumentException(
                        "startCommand and restart exclude each other; leave one of them out");
            }
            return new ProviderUnderTest(this);
        }
    }
}
