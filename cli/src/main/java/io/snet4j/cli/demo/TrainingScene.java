package io.snet4j.cli.demo;

import io.snet4j.internal.text.SizeText;
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
        narrator.note("price", "upload and validation: " + quotes.validation.price());
        var upload = upload(DatasetUpload.builder(quotes.validation, dataset.archive()), dataset.bytes());
        var validation = await(model, "validation", ModelStatus.VALIDATED);
        narrator.note("price", "training: " + quotes.training.price());
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
        var perSecond = bytes * 1000 / Math.max(1, took.toMillis());
        narrator.done(
                took,
                "upload",
                SizeText.about(bytes) + " in " + messages + " messages, " + SizeText.about(perSecond) + "/s");
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
