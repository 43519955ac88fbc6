package io.snet4j.provider;

import io.snet4j.internal.listen.ListenerGuard;
import io.snet4j.internal.text.ForeignFailure;
import io.snet4j.internal.text.TimeText;
import io.snet4j.provider.model.ModelStatus;
import io.snet4j.provider.store.ModelStoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Does the work of one turn on a thread of the background: bounds its time, and reports how it ended. */
final class TurnRunner<M> {
    private static final Logger LOG = LoggerFactory.getLogger(TurnRunner.class);
    private static final String MODEL = "snet4j.model";
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Limits limits;
    private final BackgroundWork background;
    private final ProviderListener listener;

    TurnRunner(Limits limits, BackgroundWork background, ProviderListener listener) {
        this.limits = limits;
        this.background = background;
        this.listener = listener;
    }

    /** What is done in a turn. */
    interface Work {
        /** Gives the reason if it failed. */
        Optional<String> run(long turn, int attempt) throws Exception;
    }

    private record Turn<M>(ManagedModel<M> model, long number, ModelStatus kind, Duration time, Work work) {}

    Runnable validation(ManagedModel<M> model, long turn, Work work) {
        return queued(new Turn<>(model, turn, ModelStatus.VALIDATING, limits.validationTime(), work));
    }

    Runnable training(ManagedModel<M> model, long turn, Work work) {
        return queued(new Turn<>(model, turn, ModelStatus.TRAINING, limits.trainingTime(), work));
    }

    private Runnable queued(Turn<M> turn) {
        long since = System.nanoTime();
        return () -> {
            MDC.put(MODEL, turn.model().info().id());
            try {
                int attempt = started(turn);
                if (attempt > 0) {
                    begin(turn, attempt, Duration.ofNanos(System.nanoTime() - since));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                MDC.remove(MODEL);
            }
        };
    }

    private void begin(Turn<M> turn, int attempt, Duration waited) throws InterruptedException {
        ManagedModel<M> model = turn.model();
        long start = System.nanoTime();
        tell(() -> listener.onBegun(model.info(), turn.kind(), waited));
        String lateness = "it was not done within " + TimeText.of(turn.time());
        AtomicReference<@Nullable String> late = new AtomicReference<>();
        Future<?> alarm = null;
        try {
            alarm = background.after(turn.time(), () -> {
                late.set(lateness);
                overdue(turn, lateness);
            });
            Optional<String> failure = outcome(turn, attempt, late);
            if (failure.isPresent()) {
                fail(turn, failure.get(), late);
            }
        } finally {
            if (alarm != null) {
                alarm.cancel(false);
            }
            model.removeFilesIfDeleted();
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            ModelStatus outcome = model.outcome(turn.number());
            tell(() -> listener.onEnded(model.info(), turn.kind(), outcome, took));
        }
    }

    private void overdue(Turn<M> turn, String why) {
        try {
            turn.model().overdue(turn.number(), why);
        } catch (ModelStoreException e) {
            LOG.error("what became of a model cannot be kept; it is tried again in a second", e);
            background.after(RETRY, () -> overdue(turn, why));
        }
    }

    private Optional<String> outcome(Turn<M> turn, int attempt, AtomicReference<@Nullable String> late)
            throws InterruptedException {
        try {
            return turn.work().run(turn.number(), attempt);
        } catch (InterruptedException e) {
            fail(turn, "it was interrupted", late);
            throw e;
        } catch (DatasetLostException e) {
            saved(() -> {
                turn.model().lost(turn.number(), String.valueOf(e.getMessage()));
                return true;
            });
            return Optional.empty();
        } catch (DatasetRefusedException | IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (Exception | Error e) {
            LOG.warn("a handler failed for model {}", turn.model().info().id(), ForeignFailure.printable(e));
            return Optional.of(e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private int started(Turn<M> turn) throws InterruptedException {
        int[] attempt = {0};
        saved(() -> {
            attempt[0] = turn.model().started(turn.number());
            return true;
        });
        return attempt[0];
    }

    /** @param late why, if the time was over: what an interrupted handler says then is no reason */
    private void fail(Turn<M> turn, String why, AtomicReference<@Nullable String> late) throws InterruptedException {
        saved(() -> {
            String lateness = late.get();
            turn.model().failed(turn.number(), lateness == null ? why : lateness);
            return true;
        });
    }

    /** A report that the store cannot take is made again: the work is done, and somebody paid for it. */
    static boolean saved(BooleanSupplier report) throws InterruptedException {
        while (true) {
            try {
                return report.getAsBoolean();
            } catch (ModelStoreException e) {
                LOG.error("what became of a model cannot be kept; it is tried again in a second", e);
                Thread.sleep(RETRY.toMillis());
            }
        }
    }

    private static void tell(Runnable call) {
        ListenerGuard.tell(LOG, "a listener of the provider", call);
    }
}
