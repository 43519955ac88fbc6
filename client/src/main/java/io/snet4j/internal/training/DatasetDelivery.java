package io.snet4j.internal.training;

import io.snet4j.dataset.DatasetHost;
import io.snet4j.dataset.DatasetProblem;
import io.snet4j.dataset.HostedDataset;
import io.snet4j.errors.DeadlineExceededException;
import io.snet4j.errors.PriceChangedException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.errors.StreamingUploadUnsupportedException;
import io.snet4j.internal.call.TrainingCalls;
import io.snet4j.internal.call.UploadPace;
import io.snet4j.internal.core.Budget;
import io.snet4j.internal.dataset.DatasetRules;
import io.snet4j.internal.dataset.OpenDataset;
import io.snet4j.internal.dataset.PackListener;
import io.snet4j.training.DatasetUpload;
import io.snet4j.training.LinkQuote;
import io.snet4j.training.ModelId;
import io.snet4j.training.ModelStatus;
import io.snet4j.training.Training;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Takes a dataset from the disk to the provider: choose the way, check, send or host, pay. One for each upload. */
final class DatasetDelivery {
    /** Fits into one MiB, the least that a daemon can be told to take, with authorization and names. */
    private static final int DEFAULT_CHUNK_BYTES = (1 << 20) - (8 << 10);

    private final Training training;
    private final TrainingCalls calls;
    private final HostedLinks links;
    private final DatasetUpload upload;
    private final Optional<DatasetHost> host;
    private final Runnable beforePaying;
    private final DatasetProgress progress;

    /**
     * @param usualHost if the upload brings none
     * @param beforePaying called when the dataset is found to be good; what it throws ends the delivery
     */
    DatasetDelivery(
            Training training,
            TrainingCalls calls,
            HostedLinks links,
            Optional<DatasetHost> usualHost,
            DatasetUpload upload,
            Runnable beforePaying) {
        this.training = training;
        this.calls = calls;
        this.links = links;
        this.upload = upload;
        this.host = upload.host().or(() -> usualHost);
        this.beforePaying = beforePaying;
        this.progress = new DatasetProgress(upload.listener());
    }

    static List<DatasetProblem> check(Path archive, DatasetRules rules) {
        try (OpenDataset dataset = OpenDataset.openOrPack(archive, rules, PackListener.NONE)) {
            return dataset.check(rules);
        }
    }

    ModelStatus deliver() {
        try (OpenDataset dataset = preparation()
                .open(
                        () -> DatasetRules.of(
                                training.getMethodMetadata(model()).dataset()),
                        calls.service().release())) {
            return deliver(dataset);
        }
    }

    private DatasetPreparation preparation() {
        return DatasetPreparation.of(upload, host.isPresent());
    }

    private ModelId model() {
        return upload.quote().modelId();
    }

    /** @param dataset that was prepared; its owner closes it */
    ModelStatus deliver(OpenDataset dataset) {
        RouteChoice way = preparation().way(calls.service().release());
        beforePaying.run();
        Budget budget = Budget.of(upload.deadline());
        if (way != RouteChoice.LINK) {
            try {
                return stream(dataset, budget);
            } catch (StreamingUploadUnsupportedException e) {
                if (way == RouteChoice.STREAM) {
                    throw e;
                }
            }
        }
        return link(dataset, host.orElseThrow(), budget);
    }

    private ModelStatus stream(OpenDataset dataset, Budget budget) {
        return WireModels.status(calls.upload(
                        model().value(),
                        upload.quote().price(),
                        () -> new DatasetSource(model(), dataset, progress),
                        () -> new UploadPace(
                                upload.chunkBytes().orElse(DEFAULT_CHUNK_BYTES),
                                upload.chunkBytes().isEmpty(),
                                System::nanoTime),
                        budget)
                .getStatus());
    }

    private ModelStatus link(OpenDataset dataset, DatasetHost place, Budget budget) {
        HostedDataset hosted = host(dataset, place, budget);
        boolean told = false;
        try {
            DatasetSource.requireUnchanged(dataset);
            LinkQuote quote = training.validateModelPrice(model(), hosted.link());
            requireSamePrice(quote);
            requireTime(budget);
            ModelStatus status = training.withDeadline(budget.left()).validateModel(quote);
            told = true;
            links.add(model(), hosted);
            links.seen(model(), status);
            return status;
        } catch (SnetException e) {
            if (e.charge() != Charge.NONE) {
                told = true;
                links.add(model(), hosted);
            }
            throw e;
        } finally {
            if (!told) {
                HostedLinks.withdraw(hosted);
            }
        }
    }

    private HostedDataset host(OpenDataset dataset, DatasetHost place, Budget budget) {
        HostingContent content = new HostingContent(dataset, progress);
        progress.report(0, dataset.size());
        requireTime(budget);
        return place.host(content, budget.left());
    }

    private void requireSamePrice(LinkQuote quote) {
        if (!quote.price().equals(upload.quote().price())) {
            throw new PriceChangedException("validating the dataset by link costs " + quote.price()
                    + ", but the quote is for " + upload.quote().price() + "; nothing was paid. Ask for a new quote");
        }
    }

    private static void requireTime(Budget budget) {
        if (budget.isUsedUp()) {
            throw new DeadlineExceededException(
                    "the upload's deadline passed before anything was paid", null, Charge.NONE);
        }
    }
}
