package io.snet4j.internal.training;

import io.snet4j.dataset.DatasetProblem;
import io.snet4j.dataset.DatasetRejectedException;
import io.snet4j.dataset.DatasetRoute;
import io.snet4j.dataset.UploadListener;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.internal.dataset.DatasetRules;
import io.snet4j.internal.dataset.OpenDataset;
import io.snet4j.internal.dataset.PackListener;
import io.snet4j.internal.transport.DaemonRelease;
import io.snet4j.training.DatasetUpload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds out all that would keep a dataset from being sent, before anything is paid, or made, for it.
 *
 * @param route how it is to go
 * @param hasHost whether there is somebody to make a link of it
 * @param skipsLocalCheck whether it is sent without being read first
 * @param listener hears how far the check is
 */
record DatasetPreparation(
        Path archive, DatasetRoute route, boolean hasHost, boolean skipsLocalCheck, UploadListener listener) {
    /** @param clientHasHost for uploads that bring none */
    static DatasetPreparation of(DatasetUpload upload, boolean clientHasHost) {
        return new DatasetPreparation(
                upload.archive(),
                upload.route(),
                upload.host().isPresent() || clientHasHost,
                upload.skipsLocalCheck(),
                upload.listener());
    }

    /**
     * Asks for the rules before the way is chosen: a daemon that is down is told from one that hides its version.
     *
     * @return open, and checked unless that is to be skipped
     * @throws DatasetRejectedException if the service would not take it
     * @throws InvalidRequestException if it cannot be read, is empty, or cannot be packed
     * @throws io.snet4j.errors.StreamingUploadUnsupportedException if there is no way that is known to work
     */
    OpenDataset open(Supplier<DatasetRules> askRules, Supplier<Optional<DaemonRelease>> release) {
        if (!Files.isDirectory(archive)) {
            // Before anybody is asked anything.
            OpenDataset file = OpenDataset.open(archive);
            return checked(file, () -> {
                Optional<DatasetRules> rules = skipsLocalCheck ? Optional.empty() : Optional.of(askRules.get());
                way(release);
                return rules;
            });
        }
        DatasetRules rules = askRules.get();
        way(release);
        return checked(
                OpenDataset.openOrPack(archive, rules, PackListener.NONE),
                () -> skipsLocalCheck ? Optional.empty() : Optional.of(rules));
    }

    private List<DatasetProblem> check(OpenDataset dataset, DatasetRules rules) {
        CheckReport report = new CheckReport(dataset.size(), listener::onCheck);
        List<DatasetProblem> problems = dataset.check(rules, report);
        report.end();
        return problems;
    }

    RouteChoice way(Supplier<Optional<DaemonRelease>> release) {
        return RouteChoice.of(route, hasHost, release);
    }

    private OpenDataset checked(OpenDataset dataset, Supplier<Optional<DatasetRules>> rules) {
        boolean good = false;
        try {
            List<DatasetProblem> problems =
                    rules.get().map(known -> check(dataset, known)).orElse(List.of());
            if (!problems.isEmpty()) {
                throw new DatasetRejectedException(archive.toString(), problems);
            }
            if (dataset.size() == 0) {
                throw new InvalidRequestException("the dataset " + archive + " is empty");
            }
            good = true;
            return dataset;
        } finally {
            if (!good) {
                dataset.close();
            }
        }
    }
}
