package io.snet4j.cli.demo;

import io.snet4j.training.DatasetUpload;
import io.snet4j.training.Model;
import io.snet4j.training.ModelId;
import io.snet4j.training.ModelStatus;
import io.snet4j.training.NewModel;
import io.snet4j.training.Training;
import io.snet4j.training.TrainingQuote;
import io.snet4j.training.ValidationQuote;
import io.snet4j.training.WaitOptions;
import io.snet4j.value.Cogs;
import java.time.Duration;
import java.util.Locale;

/** From no model to a trained one. */
final class TrainingScene {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Training training;
    private final Narrator narrator;

    /** What the daemon will demand. */
    record Quotes(ValidationQuote validation, TrainingQuote training) {
        Cogs total() {
            return validation.price().plus(training.price());
        }
    }

    /** How long each part took. */
    record Times(Duration upload, Duration validation, Duration training) {}

    TrainingScene(Training training, Narrator narrator) {
        this.training = training;
        this.narrator = narrator;
    }

    Model createModel() {
        var watch = new Stopwatch();
        var model = training.createModel(NewModel.of(Customer.METHOD, "digits"));
        narrator.done(
                watch.elapsed(),
                "model",
                model.id().value() + " for " + model.method().method());
        return model;
    }

    /** Free; fixes both prices. */
    Quotes askPrices(ModelId model) {
        return new Quotes(training.validateModelPrice(model), training.trainModelPrice(model));
    }

    Times play(Quotes quotes, Dataset dataset) {
        var model = quotes.validation.modelId();
        narrator.note("price", "upload and validation: " + Money.fet(quotes.validation.price()));
        var upload = upload(DatasetUpload.builder(quotes.validation, dataset.archive()), dataset.bytes());
        var validation = await(model, "validation", ModelStatus.VALIDATED);
        narrator.note("price", "training: " + Money.fet(quotes.training.price()));
        training.trainModel(quotes.training);
        return new Times(upload, validation, await(model, "training", ModelStatus.READY_TO_USE));
    }

    private Duration upload(DatasetUpload.Builder upload, long bytes) {
        var watch = new Stopwatch();
        try (var bar = narrator.uploadBar(bytes)) {
            training.uploadAndValidate(upload.chunkBytes(Dataset.MESSAGE_BYTES)
                    .onProgress(progress -> bar.sent(progress.bytesSent()))
                    .build());
        }
        var took = watch.elapsed();
        var messages = (bytes + Dataset.MESSAGE_BYTES - 1) / Dataset.MESSAGE_BYTES;
        var mebibytes = bytes / 1048576.0;
        var rate = mebibytes / Math.max(0.001, took.toMillis() / 1000.0);
        narrator.done(
                took,
                "upload",
                String.format(Locale.ROOT, "%.1f MiB in %d messages, %.1f MiB/s", mebibytes, messages, rate));
        return took;
    }

    private Duration await(ModelId model, String name, ModelStatus target) {
        var watch = new Stopwatch();
        training.awaitStatus(
                model,
                target,
                WaitOptions.builder(PATIENCE)
                        .pollEvery(POLL)
                        .onPoll(seen -> show(watch.elapsed(), name, seen.status(), target))
                        .build());
        var took = watch.elapsed();
        narrator.done(took, name, target.toString());
        return took;
    }

    private void show(Duration elapsed, String name, ModelStatus seen, ModelStatus target) {
        if (seen != target) {
            narrator.live(elapsed, name, seen.toString());
        }
    }
}
