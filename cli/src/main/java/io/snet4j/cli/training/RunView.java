package io.snet4j.cli.training;

import io.snet4j.cli.money.Spent;
import io.snet4j.cli.shell.Output;
import io.snet4j.cli.shell.Progress;
import io.snet4j.internal.text.ForeignText;
import io.snet4j.training.ModelId;
import io.snet4j.training.Quote;
import io.snet4j.training.TrainingListener;
import io.snet4j.training.TrainingPhase;
import io.snet4j.training.TrainingProgress;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One view over all phases of a plan: a line for each that began, and how the present one goes. */
final class RunView implements TrainingListener {
    private final Output output;
    private final Progress progress;
    private final WaitText waiting;
    private final Spent spent;
    private final Function<ModelId, String> goingOn;
    private @Nullable TrainingProgress last;

    /** @param goingOn the command that goes on with a model */
    RunView(Output output, Progress progress, Clock clock, Spent spent, Function<ModelId, String> goingOn) {
        this.output = output;
        this.progress = progress;
        this.spent = spent;
        this.goingOn = goingOn;
        this.waiting = new WaitText(clock);
    }

    /** Known from the first phase on. */
    Optional<ModelId> model() {
        return Optional.ofNullable(last).map(TrainingProgress::model);
    }

    Optional<TrainingPhase> phase() {
        return Optional.ofNullable(last).map(TrainingProgress::phase);
    }

    @Override
    public void onProgress(TrainingProgress now) {
        TrainingProgress before = last;
        last = now;
        if (before == null || before.phase() != now.phase()) {
            begin(now, before == null);
        } else {
            progress.now(line(now.phase(), standing(now)));
        }
    }

    private void begin(TrainingProgress now, boolean first) {
        String text = line(now.phase(), standing(now));
        switch (now.phase()) {
            case DATASET, VALIDATION, TRAINING -> progress.begin(text);
            // What takes no time, or is followed by a question.
            default -> progress.line(text);
        }
        if (first) {
            // Whoever kills the process hears of it beforehand.
            progress.line("If this ends early, go on with: " + goingOn.apply(now.model()));
        }
        Step step = new Step(now.phase(), now.model(), now.status(), now.quote().map(Quote::price), spent.paid());
        output.print(step, none -> {});
    }

    private String standing(TrainingProgress now) {
        return switch (now.phase()) {
            case MODEL -> now.model() + ", " + now.status();
            case VALIDATION_PRICE, TRAINING_PRICE ->
                now.quote().map(quote -> quote.price().toString()).orElse("");
            case DATASET -> now.upload().map(UploadText::of).orElse("on its way");
            case VALIDATION, TRAINING -> waiting.of(now.status());
            case READY -> now.status().toString();
        };
    }

    private static String line(TrainingPhase phase, String text) {
        return String.format("%-17s %s", phase.name().toLowerCase(Locale.ROOT).replace('_', ' '), text);
    }

    @Override
    public void onResumed(ModelId model, String why) {
        progress.line("Resumed: " + ForeignText.of(why));
    }
}
