package io.snet4j.examples.digits;

import com.google.protobuf.Descriptors.FileDescriptor;
import io.snet4j.examples.digits.wire.DigitsProto;
import io.snet4j.provider.Models;
import io.snet4j.provider.ProviderServer;
import io.snet4j.provider.TrainingProvider;
import io.snet4j.provider.TrainingProviderBuilder;
import io.snet4j.provider.store.MemoryModelStore;
import io.snet4j.provider.store.ModelStore;
import io.snet4j.storage.Storage;
import io.snet4j.value.Cogs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The digits service, running: its own method {@code digits.Digits/recognize} and {@code training.Model} on one port of
 * the loopback address. Thread-safe.
 */
public final class DigitsService implements AutoCloseable {
    /** 0.01 FET. */
    public static final Cogs VALIDATION_PRICE = Cogs.ofFet("0.01");

    /** 0.05 FET. */
    public static final Cogs TRAINING_PRICE = Cogs.ofFet("0.05");

    private static final String PROTO_FILE = "digits.proto";
    private static final Duration STORAGE_TIMEOUT = Duration.ofSeconds(60);

    private final TrainingProvider<Classifier> training;
    private final ProviderServer server;
    private final @Nullable Storage storage;

    private DigitsService(TrainingProvider<Classifier> training, ProviderServer server, @Nullable Storage storage) {
        this.training = training;
        this.server = server;
        this.storage = storage;
    }

    /** @param workFolder for datasets; is created, and not removed by {@link #close} */
    public static Builder builder(Path workFolder) {
        return new Builder(workFolder);
    }

    /** {@code http://127.0.0.1:PORT}, for the service's own calls and for training. */
    public URI uri() {
        return server.uri();
    }

    /** What was created here, with the datasets as they were received. */
    public Models<?> models() {
        return training.models();
    }

    /** Ends within seconds, whatever is being trained. */
    @Override
    public void close() {
        server.close();
        training.close();
        if (storage != null) {
            storage.close();
        }
    }

    /** The name under which {@link #protoSource} is to be published. */
    public static String protoFileName() {
        return PROTO_FILE;
    }

    /** The service's proto file; it imports {@code training.proto}, which daemons and clients bring along. */
    public static String protoSource() {
        try (InputStream source = DigitsService.class.getClassLoader().getResourceAsStream(PROTO_FILE)) {
            if (source == null) {
                throw new IllegalStateException(PROTO_FILE + " is missing from the class path");
            }
            return new String(source.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@link #protoSource}, compiled. */
    public static FileDescriptor descriptor() {
        return DigitsProto.getDescriptor();
    }

    /** Not thread-safe. */
    public static final class Builder {
        private final Path workFolder;
        private int port;
        private @Nullable URI ipfs;
        private ModelStore store = new MemoryModelStore();
        private List<String> linkHosts = List.of();
        private Cogs validationPrice = VALIDATION_PRICE;
        private Cogs trainingPrice = TRAINING_PRICE;

        private Builder(Path workFolder) {
            this.workFolder = workFolder;
        }

        /** From 1 to 65535, or 0 for a free one, which is the default. */
        public Builder port(int port) {
            this.port = port;
            return this;
        }

        /** An IPFS node's RPC endpoint, for datasets by {@code ipfs://} link; without it such links are refused. */
        public Builder ipfs(URI endpoint) {
            ipfs = endpoint;
            return this;
        }

        /** As {@link TrainingProviderBuilder#store}. */
        public Builder store(ModelStore store) {
            this.store = store;
            return this;
        }

        /** As {@link TrainingProviderBuilder#allowLinksTo}. */
        public Builder allowLinksTo(String... hosts) {
            linkHosts = List.of(hosts);
            return this;
        }

        /** What validating a dataset costs; {@link #VALIDATION_PRICE} unless set. */
        public Builder validationPrice(Cogs price) {
            validationPrice = price;
            return this;
        }

        /** What training costs; {@link #TRAINING_PRICE} unless set. */
        public Builder trainingPrice(Cogs price) {
            trainingPrice = price;
            return this;
        }

        /** @throws UncheckedIOException if the port or the folder cannot be had */
        public DigitsService start() {
            TrainingProviderBuilder<Classifier> training =
                    TrainingProvider.builder(new DigitsTraining(validationPrice, trainingPrice), workFolder);
            training.store(store).allowLinksTo(linkHosts.toArray(String[]::new));
            Storage storage = ipfs == null ? null : Storage.ipfs(ipfs, STORAGE_TIMEOUT);
            if (storage != null) {
                training.storage(storage);
            }
            TrainingProvider<Classifier> provider = training.build();
            try {
                ProviderServer server = ProviderServer.builder()
                        .port(port)
                        .addService(provider.service())
                        .addService(new DigitsEndpoint(FirstModel.train(), provider.models()))
                        .start();
                return new DigitsService(provider, server, storage);
            } catch (RuntimeException e) {
                provider.close();
                if (storage != null) {
                    storage.close();
                }
                throw e;
            }
        }
    }
}
