package io.snet4j.internal.training;

import io.snet4j.errors.AuthorizationRejectedException;
import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.DeadlineExceededException;
import io.snet4j.errors.DependencyException;
import io.snet4j.errors.ModelNotFoundException;
import io.snet4j.errors.ProviderFailedException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.errors.TrainingFailedException;
import io.snet4j.errors.WaitTimeoutException;
import io.snet4j.internal.text.TimeText;
import io.snet4j.internal.transport.Pauses;
import io.snet4j.training.Model;
import io.snet4j.training.ModelId;
import io.snet4j.training.ModelStatus;
import io.snet4j.training.WaitOptions;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Looks at a model until it has a status. For one thread, once. */
final class StatusWait {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private static final Duration LEAST_LEFT = Duration.ofMillis(100);

    /** A daemon or a node that is restarted is back by then. */
    private static final Duration LONGEST_OUTAGE = Duration.ofMinutes(2);

    /** Providers say at once that they have begun; one that queues work first is given this long. */
    private static final Duration LONGEST_START = Duration.ofMinutes(2);

    private final Function<Duration, Model> look;
    private final Set<ModelStatus> targets;
    private final Optional<ModelStatus> begunFrom;
    private final WaitOptions options;
    private final Consumer<Model> onLook;
    private final Pauses pauses;
    private final LongSupplier nanoTime;
    private final long start;
    private Optional<Model> lastSeen = Optional.empty();
    private long lastAnswer;

    /**
     * @param look gets the time that is left
     * @param begunFrom what the model was when the work that is waited for was taken by the daemon, if that is known
     */
    StatusWait(
            Function<Duration, Model> look,
            Set<ModelStatus> targets,
            Optional<ModelStatus> begunFrom,
            WaitOptions options,
            Consumer<Model> onLook,
            Pauses pauses,
            LongSupplier nanoTime) {
        this.look = look;
        this.targets = targets;
        this.begunFrom = begunFrom;
        this.options = options;
        this.onLook = onLook;
        this.pauses = pauses;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
        this.lastAnswer = start;
    }

    Model await(ModelId id) {
        Duration pause = options.pollInterval().orElse(FIRST_PAUSE);
        while (true) {
            Optional<SnetException> trouble = Optional.empty();
            try {
                Model model = look.apply(left());
                Optional<ModelStatus> before = lastSeen.map(Model::status);
                lastSeen = Optional.of(model);
                lastAnswer = nanoTime.getAsLong();
                onLook.accept(model);
                if (targets.contains(model.status())) {
                    return model;
                }
                requireHope(model, before);
            } catch (SnetException e) {
                trouble = Optional.of(survivable(id, e));
            }
            if (left().compareTo(LEAST_LEFT) <= 0) {
                throw timeout(id, trouble);
            }
            sleep(min(pause, left()));
            if (options.pollInterval().isEmpty()) {
                pause = min(pause.multipliedBy(3).dividedBy(2), LONGEST_PAUSE);
            }
        }
    }

    /** Never so little that the last look could not be answered. */
    private Duration left() {
        Duration left = options.timeout().minusNanos(nanoTime.getAsLong() - start);
        return left.compareTo(LEAST_LEFT) < 0 ? LEAST_LEFT : left;
    }

    private void requireHope(Model model, Optional<ModelStatus> before) {
        if (model.status() == ModelStatus.CREATED && before.equals(Optional.of(ModelStatus.VALIDATING))) {
            throw new TrainingFailedException("model " + model.id() + " is CREATED again: its provider did not get the"
                    + " dataset as a whole. Send it again; a link must stay readable until the model is " + awaited());
        }
        if (begunFrom.equals(Optional.of(model.status())) && nanoTime.getAsLong() - start > LONGEST_START.toNanos()) {
            throw new TrainingFailedException("model " + model.id() + " is still " + model.status() + " "
                    + TimeText.of(LONGEST_START) + " after the daemon took what makes it " + awaited()
                    + ": its provider did not get it, or lost it. Ask the provider; a plan with"
                    + " datasetAgainAfterError(true) sends the dataset again and pays again");
        }
        if (model.status() == ModelStatus.ERRORED || model.status() == ModelStatus.DELETED) {
            throw new TrainingFailedException("model " + model.id() + " is " + model.status() + " and will not become "
                    + awaited() + " by waiting");
        }
    }

    /** @throws SnetException what ends the wait, if the failure will not pass by itself or lasts too long */
    private SnetException survivable(ModelId id, SnetException failure) {
        if (failure instanceof CallCancelledException) {
            throw interrupted(failure);
        }
        if (failure instanceof ModelNotFoundException && lastSeen.isPresent()) {
            throw new TrainingFailedException(
                    "model " + id + " is not there any more: it was deleted, or access to it was taken away; " + seen(),
                    failure);
        }
        if (!isPassing(failure) || nanoTime.getAsLong() - lastAnswer > LONGEST_OUTAGE.toNanos()) {
            throw failure;
        }
        return failure;
    }

    private boolean isPassing(SnetException failure) {
        // A daemon that has lost its own node calls every signature bad.
        boolean blind = failure instanceof AuthorizationRejectedException && lastSeen.isPresent();
        return blind
                || failure.isRetryable()
                || failure instanceof DependencyException
                || failure instanceof DeadlineExceededException
                || failure instanceof ProviderFailedException;
    }

    private WaitTimeoutException timeout(ModelId id, Optional<SnetException> trouble) {
        return new WaitTimeoutException(
                "model " + id + " did not become " + awaited() + " within " + TimeText.of(options.timeout()) + "; "
                        + seen() + ". The work goes on; wait again",
                trouble.orElse(null));
    }

    private String seen() {
        return lastSeen.map(model -> "it was last seen " + model.status()).orElse("it was never seen");
    }

    private CallCancelledException interrupted(Exception cause) {
        return new CallCancelledException(
                "the wait was interrupted; " + seen() + ", and the work goes on", cause, Charge.NONE);
    }

    /** The earliest of them is what the caller asked for. */
    private ModelStatus awaited() {
        return Collections.min(targets);
    }

    private void sleep(Duration pause) {
        try {
            pauses.pause(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(e);
        }
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
