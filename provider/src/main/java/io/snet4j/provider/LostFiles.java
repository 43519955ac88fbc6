package io.snet4j.provider;

import io.snet4j.provider.model.ModelStatus;
import io.snet4j.provider.store.ModelStore;
import io.snet4j.provider.store.StoredDataset;
import io.snet4j.provider.store.StoredModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds out whether the files are there that a store says are. No kill takes them, but people do. */
final class LostFiles {
    private LostFiles() {}

    /** The model as it is, which is ERRORED if files are missing. */
    static StoredModel noticed(StoredModel model, ModelFolder folder, ModelStore store) {
        Optional<StoredDataset> dataset = model.dataset().filter(one -> isThere(folder.dataset(one)));
        Optional<Long> artifacts = model.artifacts().filter(turn -> Files.isDirectory(folder.artifacts(turn)));
        if (dataset.equals(model.dataset()) && artifacts.equals(model.artifacts())) {
            return model;
        }
        Path missing = artifacts.equals(model.artifacts())
                ? folder.dataset(model.dataset().orElseThrow().turn())
                : folder.artifacts(model.artifacts().orElseThrow());
        StoredModel rest = model.with(dataset)
                .trained(artifacts)
                .ended(ModelStatus.ERRORED, Optional.of("the provider lost its file " + missing.getFileName()));
        store.save(rest);
        return rest;
    }

    private static boolean isThere(Dataset dataset) {
        try {
            return Files.size(dataset.file()) == dataset.size();
        } catch (IOException e) {
            return false;
        }
    }
}
