package io.snet4j.examples.text;

import io.snet4j.training.TrainingPhase;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Kills a provider once, some milliseconds after a customer has come to a phase; the customer goes on meanwhile. */
final class Kill {
    private static final TrainingPhase[] PHASES = TrainingPhase.values();
    private static final int MOST_MILLIS = 150;

    private final KilledService provider;
    private final TrainingPhase phase;
    private final int millis;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private boolean begun;

    Kill(Random random, KilledService provider) {
        this.provider = provider;
        phase = PHASES[random.nextInt(PHASES.length)];
        millis = random.nextInt(MOST_MILLIS);
    }

    /** A customer is in this phase, or still in it. */
    synchronized void at(TrainingPhase reached) {
        if (!begun && reached.compareTo(phase) >= 0) {
            begun = true;
            CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS).execute(() -> {
                try {
                    provider.killAndStart();
                    done.complete(null);
                } catch (Exception | Error e) {
                    done.completeExceptionally(e);
                }
            });
        }
    }

    /** Waits until the provider is there again. */
    void await() throws Exception {
        done.get(5, TimeUnit.MINUTES);
    }
}
