package io.snet4j.cli.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.cli.Cli;
import io.snet4j.cli.Examples;
import io.snet4j.junit.SnetNetwork;
import io.snet4j.junit.TestAccount;
import io.snet4j.junit.TestSession;
import io.snet4j.training.DatasetUpload;
import io.snet4j.training.ModelId;
import io.snet4j.training.ModelStatus;
import io.snet4j.training.NewModel;
import io.snet4j.training.Training;
import io.snet4j.training.WaitOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Each line of the help is run as it stands, with an organization, models and files that are there. */
@SnetNetwork
class TrainingExamplesIT {
    private static final WaitOptions WAIT = WaitOptions.builder(Duration.ofMinutes(5))
            .pollEvery(Duration.ofMillis(20))
            .build();

    private final Path folder;
    private final Cli cli;

    TrainingExamplesIT(@TempDir Path folder) throws IOException {
        this.folder = folder;
        cli = new Cli(Files.createDirectory(folder.resolve("home")));
        Archives.good(folder);
        Archives.folder(folder);
    }

    @Test
    void everyExampleDoesWhatItSays(TestSession session, TestAccount account) {
        cli.with(account.settings());
        List<String> examples = cli.commandLine().getSubcommands().values().stream()
                .distinct()
                .flatMap(TrainingExamplesIT::all)
                .filter(command -> command.getCommandSpec()
                        .userObject()
                        .getClass()
                        .getPackageName()
                        .equals(getClass().getPackageName()))
                .flatMap(command -> Examples.of(command).stream())
                .distinct()
                .toList();

        assertThat(examples).hasSizeGreaterThanOrEqualTo(26);
        for (String example : examples) {
            String[] words = words(example, session);

            Cli.Run run = cli.typing(List.of("y", "y"), words);

            assertThat(run.code()).as(example + "\n" + run.err()).isZero();
        }
    }

    private static Stream<CommandLine> all(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(TrainingExamplesIT::all));
    }

    private String[] words(String example, TestSession session) {
        List<String> words = new ArrayList<>(List.of(example.split(" +")));
        words.remove(0);
        int path = words.indexOf("cats");
        if (path > 0 && !words.get(path - 1).equals("--name")) {
            words.set(path, folder.resolve("cats").toString());
        }
        words.replaceAll(word -> switch (word) {
            case "example-org" -> session.service().connection().orgId();
            case "cats.zip" -> folder.resolve("cats.zip").toString();
            case "model-1" -> model(session.open().training(), example).value();
            default -> word;
        });
        return words.toArray(String[]::new);
    }

    /** One that stands where the example needs it. */
    private ModelId model(Training training, String example) {
        ModelId model = training.createModel(NewModel.of("ask", "cats")).id();
        if (example.contains("--for") || example.contains(" train ")) {
            training.uploadAndValidate(
                    DatasetUpload.of(training.validateModelPrice(model), folder.resolve("cats.zip")));
            training.awaitStatus(model, ModelStatus.VALIDATED, WAIT);
        }
        if (example.contains("ready_to_use")) {
            training.trainModel(training.trainModelPrice(model));
        }
        return model;
    }
}
