package io.snet4j.cli.training;

import io.snet4j.cli.command.Durations;
import io.snet4j.cli.command.ModelIds;
import io.snet4j.internal.text.ShownUri;
import io.snet4j.training.ModelId;
import io.snet4j.training.TrainingPlan;
import io.snet4j.training.WaitOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is trained on what. */
final class RunOptions {
    @Mixin
    private final NewModelOptions newModel = new NewModelOptions();

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            converter = ModelIds.class,
            description = "Go on with this model from where it stands, instead of making one.")
    private @Nullable ModelId model;

    @Option(names = "--dataset", paramLabel = "PATH", description = "An archive, or a folder, which is packed.")
    private @Nullable Path dataset;

    @Option(
            names = "--link",
            paramLabel = "URI",
            description = "Where the provider finds the dataset, instead of --dataset.")
    private @Nullable URI link;

    @Option(
            names = "--dataset-again",
            description = "Begin again with the dataset, and pay for it again, if the model failed with it.")
    private boolean datasetAgain;

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "How long sending may take: 90s, 5m, 2h. Default: 1h.")
    private @Nullable Duration deadline;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "How long to wait for validation, and for training: 90s, 5m, 2h. Default: 1d.")
    private @Nullable Duration timeout;

    /** What is wrong with how the options go together. */
    Optional<String> problem() {
        if (dataset != null && link != null) {
            return Optional.of("--dataset and --link exclude each other");
        }
        if (model != null && newModel.isGiven()) {
            return Optional.of("--model goes on with a model that is there; --method, --name and what describes a new"
                    + " one do not go with it");
        }
        if (model == null && newModel.model().isEmpty()) {
            return Optional.of("a new model needs --method METHOD and --name NAME; --model MODEL goes on with one");
        }
        if (model == null && dataset == null && link == null) {
            return Optional.of("a new model needs a dataset: --dataset PATH, or --link URI");
        }
        return Optional.empty();
    }

    Optional<URI> link() {
        return Optional.ofNullable(link);
    }

    /** @param made the model that an earlier run of the plan has made */
    void apply(TrainingPlan.Builder plan, Optional<ModelId> made) {
        WaitOptions wait = WaitOptions.atMost(timeout == null ? Duration.ofDays(1) : timeout);
        plan.datasetAgainAfterError(datasetAgain).validationWait(wait).trainingWait(wait);
        if (dataset != null) {
            plan.dataset(dataset);
        }
        if (link != null) {
            plan.datasetLink(link);
        }
        if (deadline != null) {
            Duration sending = deadline;
            plan.uploadOptions(upload -> upload.deadline(sending));
        }
        Optional<ModelId> known = made.or(() -> Optional.ofNullable(model));
        known.ifPresentOrElse(plan::model, () -> plan.newModel(newModel.model().orElseThrow()));
    }

    /** To be typed to go on with the model. Consent to pay again was for this time. */
    List<String> words(ModelId id) {
        List<String> words = new ArrayList<>(List.of("--model", id.value()));
        add(words, "--dataset", dataset);
        // What is behind a link's question mark may let anybody read it.
        add(words, "--link", link == null || ShownUri.link(link.toString()).equals(link.toString()) ? link : "URI");
        add(words, "--deadline", deadline);
        add(words, "--timeout", timeout);
        return words;
    }

    private static void add(List<String> words, String name, @Nullable Object value) {
        if (value != null) {
            words.add(name);
            words.add(value.toString());
        }
    }
}
