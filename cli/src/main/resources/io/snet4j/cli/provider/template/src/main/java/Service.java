package com.example.classifier;

import io.snet4j.provider.ProviderServer;
import io.snet4j.provider.TrainingProvider;
import io.snet4j.provider.sqlite.SqliteModelStore;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;

/** The service, running on 127.0.0.1: its own method, and what daemons call to train. */
public final class Service implements AutoCloseable {
    /** As the method's dataset_max_size_mb says: clients check it, but not what lies behind a link. */
    private static final long MAX_DATASET_BYTES = 64L << 20;

    private final TrainingProvider<WordCounts> training;
    private final ProviderServer server;

    /**
     * @param folder where models are kept; read again at the next start
     * @param port 0 for a free one
     * @param linkHosts where links to datasets may lead although it is no place of the public internet
     */
    public Service(Path folder, int port, String... linkHosts) {
        training = TrainingProvider.builder(new TextTraining(), folder)
                .store(SqliteModelStore.open(folder.resolve("models.db")))
                .allowLinksTo(linkHosts)
                .maxDatasetBytes(MAX_DATASET_BYTES)
                .build();
        try {
            server = ProviderServer.builder()
                    .port(port)
                    .addService(training.service())
                    .addService(new ClassifierMethods(training.models()))
                    .serves(training::isServing)
                    .start();
        } catch (RuntimeException e) {
            training.close();
            throw e;
        }
    }

    /** {@code http://127.0.0.1:PORT}. */
    public URI uri() {
        return server.uri();
    }

    @Override
    public void close() {
        server.close();
        training.close();
    }

    /** @param arguments a folder, a port, and hosts to which links may lead */
    public static void main(String[] arguments) throws InterruptedException {
        String[] linkHosts = Arrays.copyOfRange(arguments, 2, arguments.length);
        Service service = new Service(Path.of(arguments[0]), Integer.parseInt(arguments[1]), linkHosts);
        Runtime.getRuntime().addShutdownHook(new Thread(service::close));
        System.out.println("serving at " + service.uri());
        Thread.currentThread().join();
    }
}
