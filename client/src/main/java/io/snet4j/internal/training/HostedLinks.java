package io.snet4j.internal.training;

import io.snet4j.dataset.HostedDataset;
import io.snet4j.errors.SnetException;
import io.snet4j.training.ModelId;
import io.snet4j.training.ModelStatus;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The datasets that providers may still be fetching. Thread-safe. */
final class HostedLinks {
    private static final Logger LOG = LoggerFactory.getLogger(HostedLinks.class);

    private final Map<ModelId, HostedDataset> hosted = new ConcurrentHashMap<>();

    /** The provider was told of it. */
    void add(ModelId model, HostedDataset dataset) {
        HostedDataset before = hosted.put(model, dataset);
        if (before != null) {
            withdraw(before);
        }
    }

    /** A provider that has validated a dataset, or given it up, fetches it no more. */
    void seen(ModelId model, ModelStatus status) {
        if (status != ModelStatus.CREATED && status != ModelStatus.VALIDATING && status != ModelStatus.UNRECOGNIZED) {
            HostedDataset dataset = hosted.remove(model);
            if (dataset != null) {
                withdraw(dataset);
            }
        }
    }

    /** What is left behind costs the user less than a failed call would. */
    static void withdraw(HostedDataset dataset) {
        try {
            dataset.close();
        } catch (SnetException e) {
            LOG.warn("a dataset that is not needed any more could not be withdrawn: {}", e.getMessage());
        }
    }
}
