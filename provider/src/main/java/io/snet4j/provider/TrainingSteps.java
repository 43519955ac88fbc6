package io.snet4j.provider;

import io.snet4j.internal.listen.ListenerGuard;
import io.snet4j.provider.store.StoredJob;
import io.snet4j.value.Address;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens to models in the background. */
final class TrainingSteps<M> {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingSteps.class);

    private final TrainingHandler<M> handler;
    private final LinkFetcher links;
    private final Limits limits;
    private final BackgroundWork background;
    private final ProviderListener listener;
    private final TurnRunner<M> runner;

    TrainingSteps(
            TrainingHandler<M> handler,
            LinkFetcher links,
            Limits limits,
            BackgroundWork background,
            ProviderListener listener) {
        this.listener = listener;
        this.handler = handler;
        this.links = links;
        this.limits = limits;
        this.background = background;
        runner = new TurnRunner<>(limits, background, listener);
    }

    /** Tells whether the upload's turn still counted; if not, its file is of no use. */
    boolean validateUpload(ManagedModel<M> model, long turn, Dataset dataset) {
        return model.uploaded(
                turn, dataset, t -> background.submit(owner(model), runner.validation(model, t, validation(model))));
    }

    void validateLink(ManagedModel<M> model, URI link) {
        model.beginLink(link, t -> background.submit(owner(model), runner.validation(model, t, linked(model, link))));
    }

    void train(ManagedModel<M> model) {
        model.beginTraining(t -> background.submit(owner(model), runner.training(model, t, training(model))));
    }

    /** Begins again what an earlier process was at, or fails it. */
    void resume(ManagedModel<M> model) {
        StoredJob job = model.kept().job().orElse(null);
        if (job == null) {
            return;
        }
        String refusal = null;
        if (job.attempt() > 0 && handler.restart() == Restart.FAIL) {
            refusal = "the provider's process ended meanwhile; begin again";
        } else if (job.attempt() >= limits.attempts()) {
            refusal = "the provider's process ended meanwhile, " + job.attempt() + " times";
        }
        if (refusal == null) {
            model.resume(turn -> background.submitAnyway(owner(model), again(model, job, turn)));
        } else {
            String why = refusal;
            model.resume(turn -> background.submitAnyway(owner(model), () -> model.failed(turn, why)));
        }
    }

    private Runnable again(ManagedModel<M> model, StoredJob job, long turn) {
        return switch (job.kind()) {
            case VALIDATE -> runner.validation(model, turn, validation(model));
            case VALIDATE_LINK ->
                runner.validation(model, turn, linked(model, job.link().orElseThrow()));
            case TRAIN -> runner.training(model, turn, training(model));
        };
    }

    private static String owner(ManagedModel<?> model) {
        return model.info().owner().map(Address::toString).orElse("");
    }

    private TurnRunner.Work training(ManagedModel<M> model) {
        return (turn, attempt) -> {
            Path making = ModelFolder.fresh(model.folder().making(turn));
            try {
                handler.train(context(model, turn, attempt, making));
                if (Thread.interrupted()) {
                    throw new InterruptedException("it was interrupted");
                }
                ModelFolder.publish(making, model.folder().artifacts(turn));
                if (!TurnRunner.saved(() -> model.trained(turn))) {
                    FileTree.delete(model.folder().artifacts(turn));
                }
                return Optional.empty();
            } finally {
                FileTree.delete(making);
            }
        };
    }

    private TurnRunner.Work linked(ManagedModel<M> model, URI link) {
        return (turn, attempt) -> {
            boolean kept = false;
            try {
                Dataset dataset = received(link, model.folder(), turn);
                received(model, dataset.size());
                kept = TurnRunner.saved(() -> model.fetched(turn, dataset));
                return kept ? validation(model).run(turn, attempt) : Optional.empty();
            } finally {
                FileTree.delete(model.folder().arriving(turn));
                if (!kept) {
                    FileTree.delete(model.folder().dataset(turn));
                }
            }
        };
    }

    /** So many bytes of a dataset came in. */
    void received(ManagedModel<M> model, long bytes) {
        ListenerGuard.tell(LOG, "a listener of the provider", () -> listener.onReceived(model.info(), bytes));
    }

    /** @throws DatasetRefusedException if it is there, and not fit to be looked at */
    private Dataset received(URI link, ModelFolder folder, long turn)
            throws DatasetLostException, DatasetRefusedException {
        try {
            Dataset arrived = links.fetch(link, ModelFolder.fresh(folder.arriving(turn)));
            ModelFolder.publish(folder.arriving(turn), folder.dataset(turn));
            return new Dataset(folder.dataset(turn).resolve(arrived.name()), arrived.name(), arrived.size());
        } catch (IOException e) {
            throw new DatasetLostException("what the link gives cannot be stored: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatasetLostException("fetching it was interrupted");
        }
    }

    private TurnRunner.Work validation(ManagedModel<M> model) {
        return (turn, attempt) -> {
            Path scratch = ModelFolder.fresh(model.folder().making(turn));
            try {
                Optional<String> refusal = refusal(context(model, turn, attempt, scratch));
                if (refusal.isEmpty()) {
                    TurnRunner.saved(() -> {
                        model.validated(turn);
                        return true;
                    });
                }
                return refusal.map(why -> "the dataset is refused: " + why);
            } finally {
                FileTree.delete(scratch);
            }
        };
    }

    private Optional<String> refusal(TrainingContext context) throws Exception {
        try {
            return handler.validate(context).refusal();
        } catch (UnfitDatasetException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private TrainingContext context(ManagedModel<M> model, long turn, int attempt, Path artifacts) {
        Dataset dataset = model.dataset().orElseThrow(() -> new IllegalStateException("the dataset is gone"));
        return new RunningStep(model.info(), dataset, artifacts, attempt, () -> model.isCurrent(turn), listener);
    }
}
