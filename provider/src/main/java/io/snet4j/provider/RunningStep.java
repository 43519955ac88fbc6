package io.snet4j.provider;

import io.snet4j.internal.listen.ListenerGuard;
import io.snet4j.internal.text.ForeignText;
import io.snet4j.provider.model.ModelInfo;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a handler sees of the work that it does. */
record RunningStep(
        ModelInfo model,
        Dataset dataset,
        Path artifacts,
        int attempt,
        BooleanSupplier counts,
        ProviderListener listener)
        implements TrainingContext {
    private static final Logger LOG = LoggerFactory.getLogger(RunningStep.class);

    @Override
    public void progress(double fraction, String line) {
        if (!(fraction >= 0 && fraction <= 1)) {
            throw new IllegalArgumentException("a progress is from 0 to 1, not " + fraction);
        }
        LOG.debug("model {} is at {} %: {}", model.id(), Math.round(100 * fraction), ForeignText.of(line));
        ListenerGuard.tell(LOG, "a listener of the provider", () -> listener.onProgress(model, fraction, line));
    }

    @Override
    public boolean isCancelled() {
        return Thread.currentThread().isInterrupted() || !counts.getAsBoolean();
    }
}
