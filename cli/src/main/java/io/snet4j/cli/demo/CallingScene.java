package io.snet4j.cli.demo;

import io.snet4j.training.ModelId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Asks the model that the service comes with, and the trained one, about the same digits. */
final class CallingScene {
    private static final int DRAWN = 5;

    private final Reader reader;
    private final Narrator narrator;

    /** What came out of it. */
    record Outcome(Answers byDefault, Answers byTrained) {
        int calls() {
            return byDefault.labels().size() + byTrained.labels().size();
        }
    }

    CallingScene(Reader reader, Narrator narrator) {
        this.reader = reader;
        this.narrator = narrator;
    }

    Outcome play(ModelId trained, List<Digit> questions) {
        var outcome = new Outcome(
                ask("default", Optional.empty(), questions), ask("trained", Optional.of(trained), questions));
        draw(outcome);
        return outcome;
    }

    private Answers ask(String name, Optional<ModelId> model, List<Digit> questions) {
        var watch = new Stopwatch();
        var answers = reader.read(questions, model, count -> {
            if (count % 20 == 0 && count < questions.size()) {
                narrator.progress(watch.elapsed(), name, count + " of " + questions.size() + " calls");
            }
        });
        narrator.done(
                watch.elapsed(),
                name,
                String.format(
                        Locale.ROOT,
                        "%d paid calls, %d right: accuracy %.3f",
                        questions.size(),
                        answers.right(),
                        answers.accuracy()));
        return answers;
    }

    /** A few on which the two differ: the others teach less. */
    private void draw(Outcome outcome) {
        var byDefault = outcome.byDefault.labels();
        var byTrained = outcome.byTrained.labels();
        var chosen = IntStream.range(0, byDefault.size())
                .filter(i -> !byDefault.get(i).equals(byTrained.get(i)))
                .limit(DRAWN)
                .boxed()
                .toList();
        if (chosen.isEmpty()) {
            return;
        }
        narrator.say("");
        DigitArt.draw(chosen.stream().map(outcome.byDefault.questions()::get).toList())
                .forEach(narrator::say);
        narrator.say(row(chosen, "default", outcome.byDefault));
        narrator.say(row(chosen, "trained", outcome.byTrained));
    }

    private static String row(List<Integer> chosen, String name, Answers answers) {
        return chosen.stream()
                .map(i -> String.format(
                        "%-" + DigitArt.WIDTH + "s",
                        name + " " + answers.labels().get(i) + (answers.isRight(i) ? "" : " (no)")))
                .collect(Collectors.joining("  "));
    }
}
