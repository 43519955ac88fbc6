package io.snet4j.provider;

import io.snet4j.internal.listen.ListenerGuard;
import io.snet4j.internal.text.ForeignFailure;
import io.snet4j.internal.text.TimeText;
import io.snet4j.provider.store.ModelStoreException;
import io.snet4j.provider.store.StoredJob;
import io.snet4j.value.Address;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** What happens to models in the background. */
final class TrainingSteps<M> {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingSteps.class);
    private static final String MODEL = "snet4j.model";

    private final TrainingHandler<M> handler;
    private final LinkFetcher links;
    private final Limits limits;
    private final BackgroundWork background;
    private final ProviderListener listener;

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
    }

    /** Work of one turn. */
    private interface Step {
        /** Gives the reason if it failed. */
        Optional<String> run(long turn, int attempt) throws Exception;
    }

    /** Tells whether the upload's turn still counted; if not, its file is of no use. */
    boolean validateUpload(ManagedModel<M> model, long turn, Dataset dataset) {
        return model.uploaded(
                turn, dataset, t -> background.submit(owner(model), () -> step(model, t, validation(model))));
    }

    void validateLink(ManagedModel<M> model, URI link) {
        model.beginLink(link, t -> background.submit(owner(model), () -> step(model, t, linked(model, link))));
    }

    void train(ManagedModel<M> model) {
        model.beginTraining(t -> background.submit(owner(model), () -> step(model, t, training(model))));
    }

    /** Begins again what an earlier process was at, or fails it. */
    void resume(ManagedModel<M> model) {
        StoredJob job = model.kept().job().orElse(null);
        if (job == null) {
            return;
        }
        Step step =
                switch (job.kind()) {
                    case VALIDATE -> validation(model);
                    case VALIDATE_LINK -> linked(model, job.link().orElseThrow());
                    case TRAIN -> training(model);
                };
        String refusal = null;
        if (job.attempt() > 0 && handler.restart() == Restart.FAIL) {
            refusal = "the provider's process ended meanwhile; begin again";
        } else if (job.attempt() >= limits.attempts()) {
            refusal = "the provider's process ended meanwhile, " + job.attempt() + " times";
        }
        if (refusal == null) {
            model.resume(turn -> background.submitAnyway(owner(model), () -> step(model, turn, step)));
        } else {
            String why = refusal;
            model.resume(turn -> background.submitAnyway(owner(model), () -> model.failed(turn, why)));
        }
    }

    private static String owner(ManagedModel<?> model) {
        return model.info().owner().map(Address::toString).orElse("");
    }

    private Step training(ManagedModel<M> model) {
        return (turn, attempt) -> {
            Path making = ModelFolder.fresh(model.folder().making(turn));
            try {
                handler.train(context(model, turn, attempt, making));
                if (Thread.interrupted()) {
                    throw new InterruptedException("it was interrupted");
                }
                ModelFolder.publish(making, model.folder().artifacts(turn));
                if (!saved(() -> model.trained(turn))) {
                    FileTree.delete(model.folder().artifacts(turn));
                }
                return Optional.empty();
            } finally {
                FileTree.delete(making);
            }
        };
    }

    private Step linked(ManagedModel<M> model, URI link) {
        return (turn, attempt) -> {
            boolean kept = false;
            try {
                Dataset dataset = received(link, model.folder(), turn);
                kept = saved(() -> model.fetched(turn, dataset));
                return kept ? validation(model).run(turn, attempt) : Optional.empty();
            } finally {
                FileTree.delete(model.folder().arriving(turn));
                if (!kept) {
                    FileTree.delete(model.folder().dataset(turn));
                }
            }
        };
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

    private Step validation(ManagedModel<M> model) {
        return (turn, attempt) -> {
            Path scratch = ModelFolder.fresh(model.folder().making(turn));
            try {
                Optional<String> refusal = refusal(context(model, turn, attempt, scratch));
                if (refusal.isEmpty()) {
                    saved(() -> {
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

    private void step(ManagedModel<M> model, long turn, Step step) {
        MDC.put(MODEL, model.info().id());
        long start = System.nanoTime();
        Future<?> alarm = null;
        try {
            int attempt = started(model, turn);
            if (attempt == 0) {
                return;
            }
            Duration time = model.kept()
                            .job()
                            .filter(job -> job.kind() == StoredJob.Kind.TRAIN)
                            .isPresent()
                    ? limits.trainingTime()
                    : limits.validationTime();
            alarm = background.after(time, () -> model.overdue(turn, "it was not done within " + TimeText.of(time)));
            Optional<String> failure = outcome(model, turn, () -> step.run(turn, attempt));
            if (failure.isPresent()) {
                fail(model, turn, failure.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (alarm != null) {
                alarm.cancel(false);
            }
            model.removeFilesIfDeleted();
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            ListenerGuard.tell(
                    LOG,
                    "a listener of the provider",
                    () -> listener.onEnded(model.info(), model.kept().status(), took));
            MDC.remove(MODEL);
        }
    }

    private static int started(ManagedModel<?> model, long turn) throws InterruptedException {
        int[] attempt = {0};
        saved(() -> {
            attempt[0] = model.started(turn);
            return true;
        });
        return attempt[0];
    }

    private static void fail(ManagedModel<?> model, long turn, String why) throws InterruptedException {
        saved(() -> {
            model.failed(turn, why);
            return true;
        });
    }

    private Optional<String> outcome(ManagedModel<M> model, long turn, Callable<Optional<String>> work)
            throws InterruptedException {
        try {
            return work.call();
        } catch (InterruptedException e) {
            fail(model, turn, "it was interrupted");
            throw e;
        } catch (DatasetLostException e) {
            saved(() -> {
                model.lost(turn, String.valueOf(e.getMessage()));
                return true;
            });
            return Optional.empty();
        } catch (DatasetRefusedException | IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (Exception | Error e) {
            LOG.warn("a handler failed for model {}", model.info().id(), ForeignFailure.printable(e));
            return Optional.of(e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    /** A report that the store cannot take is made again: the work is done, and somebody paid for it. */
    private static boolean saved(BooleanSupplier report) throws InterruptedException {
        while (true) {
            try {
                return report.getAsBoolean();
            } catch (ModelStoreException e) {
                LOG.error("what became of a model cannot be kept; it is tried again in a second", e);
                Thread.sleep(1000);
            }
        }
    }
}
