package io.snet4j.provider;

import io.snet4j.internal.text.ForeignFailure;
import io.snet4j.internal.text.ForeignText;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens to models in the background. */
final class TrainingSteps<A> {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingSteps.class);

    private final TrainingHandler<A> handler;
    private final LinkFetcher links;
    private final BackgroundWork background;

    TrainingSteps(TrainingHandler<A> handler, LinkFetcher links, BackgroundWork background) {
        this.handler = handler;
        this.links = links;
        this.background = background;
    }

    /** Tells whether the upload's turn still counted; if not, its file is of no use. */
    boolean validateUpload(ManagedModel<A> model, long turn, Dataset dataset) {
        return model.uploaded(
                turn, dataset, t -> background.submit(() -> step(model, turn, () -> validate(model, turn, dataset))));
    }

    void validateLink(ManagedModel<A> model, URI link) {
        model.beginLink(turn -> background.submit(() -> step(model, turn, () -> fetch(model, turn, link))));
    }

    void train(ManagedModel<A> model) {
        model.beginTraining((turn, dataset) -> background.submit(() -> step(model, turn, () -> {
            Files.createDirectories(model.context().folder());
            model.trained(turn, handler.train(model.context(), dataset));
            return Optional.empty();
        })));
    }

    private Optional<String> fetch(ManagedModel<A> model, long turn, URI link) throws Exception {
        boolean kept = false;
        try {
            Dataset dataset = received(link, model.datasetFolder(turn));
            kept = model.fetched(turn, dataset);
            return kept ? validate(model, turn, dataset) : Optional.empty();
        } finally {
            if (!kept) {
                FileTree.delete(model.datasetFolder(turn));
            }
        }
    }

    /** @throws DatasetRefusedException if it is there, and not fit to be looked at */
    private Dataset received(URI link, Path folder) throws DatasetLostException, DatasetRefusedException {
        try {
            return links.fetch(link, folder);
        } catch (IOException e) {
            throw new DatasetLostException("what the link gives cannot be stored: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatasetLostException("fetching it was interrupted");
        }
    }

    private Optional<String> validate(ManagedModel<A> model, long turn, Dataset dataset) throws Exception {
        Files.createDirectories(model.context().folder());
        Optional<String> refusal = handler.validate(model.context(), dataset).refusal();
        if (refusal.isEmpty()) {
            model.validated(turn);
        }
        return refusal.map(why -> "the dataset is refused: " + why);
    }

    /** @param work gives the reason if it failed */
    private void step(ManagedModel<A> model, long turn, Callable<Optional<String>> work) {
        try {
            work.call().ifPresent(why -> model.failed(turn, why));
        } catch (InterruptedException e) {
            model.failed(turn, "it was interrupted");
            Thread.currentThread().interrupt();
        } catch (DatasetLostException e) {
            model.lost(turn, String.valueOf(e.getMessage()));
        } catch (DatasetRefusedException | IOException e) {
            model.failed(turn, String.valueOf(e.getMessage()));
        } catch (Exception | Error e) {
            LOG.warn(
                    "a handler failed for model {}",
                    ForeignText.of(model.context().modelId()),
                    ForeignFailure.printable(e));
            model.failed(turn, String.valueOf(e.getMessage() == null ? e : e.getMessage()));
        } finally {
            model.removeFilesIfDeleted();
        }
    }
}
