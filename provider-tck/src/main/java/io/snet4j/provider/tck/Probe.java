package io.snet4j.provider.tck;

import io.snet4j.provider.tck.ProviderUnderTest.Dataset;
import io.snet4j.wire.training.TrainingProto.Status;
import java.net.URI;
import java.util.Optional;

/** What a check has in its hands: the provider as a daemon sees it, and datasets on their way to it. */
final class Probe implements AutoCloseable {
    final Daemon daemon;
    final Dataset good;
    final Dataset bad;
    private final ProviderUnderTest provider;
    private final ProviderProcess process;
    private final Optional<DatasetHost> host;

    /** @throws BrokenRule if no provider answers */
    Probe(ProviderUnderTest provider) {
        this.provider = provider;
        good = provider.good;
        bad = provider.bad;
        process = new ProviderProcess(provider.startCommand);
        if (!provider.startCommand.isEmpty()) {
            process.start();
        }
        daemon = new Daemon(provider);
        host = provider.links.served() ? Optional.of(new DatasetHost(good, bad)) : Optional.empty();
        try {
            daemon.awaitProvider(process::end);
        } catch (BrokenRule e) {
            close();
            throw e;
        }
    }

    /** Why a rule cannot be checked; empty if it can. */
    Optional<String> lacks(ProtocolRule rule) {
        return switch (rule.needs()) {
            case NOTHING -> Optional.empty();
            case LINKS ->
                host.isPresent() || provider.links.good().isPresent()
                        ? Optional.empty()
                        : Optional.of("the provider is checked without links");
            case LINK_HOST ->
                host.isPresent()
                        ? Optional.empty()
                        : Optional.of("it needs a host that fails, and the provider takes no links to loopback");
            case RESTART ->
                provider.restart.isPresent() || !provider.startCommand.isEmpty()
                        ? Optional.empty()
                        : Optional.of("nobody said how the provider is started again (startCommand or restart)");
        };
    }

    /** Returns when it answers again. */
    void restart() {
        if (provider.restart.isPresent()) {
            provider.restart.get().run();
        } else {
            process.close();
            process.start();
        }
        daemon.awaitProvider(process::end);
    }

    /** Only for rules that need links. */
    String link(String kind, Dataset dataset) {
        Optional<URI> own = dataset.equals(good) ? provider.links.good() : provider.links.bad();
        return host.map(served -> served.link(kind, dataset))
                .orElseGet(() -> own.orElseThrow().toString());
    }

    /** Gives the answer to a whole upload. */
    Answer<Status> upload(String model, Dataset dataset) {
        return daemon.upload().send(UploadMessages.several(model, dataset)).finish();
    }

    /** A new model with a good dataset. */
    String validatedModel() {
        String model = daemon.model();
        upload(model, good).required();
        requireSettled(model, Status.VALIDATED, "after a good dataset");
        return model;
    }

    /** A new model that was trained. */
    String readyModel() {
        String model = validatedModel();
        daemon.train(model).required();
        requireSettled(model, Status.READY_TO_USE, "after training");
        return model;
    }

    /** Waits until validation or training is over. */
    void requireSettled(String model, Status expected, String when) {
        require(expected, daemon.settled(model), when);
    }

    /** The model must have this status now. */
    void requireStatus(String model, Status expected, String when) {
        require(expected, daemon.status(model).required(), when);
    }

    private static void require(Status expected, Status found, String when) {
        if (found != expected) {
            throw new BrokenRule("the model is " + found + " " + when + ", and not " + expected);
        }
    }

    @Override
    public void close() {
        host.ifPresent(DatasetHost::close);
        daemon.close();
        process.close();
    }
}
