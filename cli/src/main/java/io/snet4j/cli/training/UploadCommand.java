package io.snet4j.cli.training;

import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.Durations;
import io.snet4j.cli.shell.Printed;
import io.snet4j.cli.shell.Progress;
import io.snet4j.dataset.DatasetProblem;
import io.snet4j.dataset.DatasetRejectedException;
import io.snet4j.training.DatasetUpload;
import io.snet4j.training.ModelStatus;
import io.snet4j.training.Training;
import io.snet4j.training.ValidationQuote;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code snet4j upload}. */
@Command(
        name = "upload",
        description = "Checks a dataset, uploads it and has it validated. Paid.",
        footer = {
            "",
            "Examples:",
            "  snet4j upload example-org example-service model-1 cats.zip",
            "  snet4j upload example-org example-service model-1 cats --max-price 0.05FET"
        })
@Printed(PaidStep.class)
public final class UploadCommand extends PaidCommand<ValidationQuote> {
    @Parameters(index = "3", paramLabel = "PATH", description = "An archive, or a folder, which is packed.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path path;

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            converter = Durations.class,
            defaultValue = "1h",
            description = "How long sending may take: 90s, 5m, 2h. Default: 1h.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Duration deadline;

    UploadCommand(Context context) {
        super(context, "uploading and validating the dataset");
    }

    /** Nobody is asked to pay for a dataset that would be refused. */
    @Override
    void check(Training training) {
        List<DatasetProblem> problems = training.checkDataset(model(), path);
        if (!problems.isEmpty()) {
            throw new DatasetRejectedException(path.toString(), problems);
        }
    }

    @Override
    ValidationQuote quote(Training training) {
        return training.validateModelPrice(model());
    }

    @Override
    ModelStatus take(Training training, ValidationQuote quote) {
        Progress progress = new Progress(context().shell());
        try {
            return training.uploadAndValidate(DatasetUpload.builder(quote, path)
                    .deadline(deadline)
                    .onProgress(sent -> progress.now("upload       " + UploadText.of(sent)))
                    .build());
        } finally {
            progress.clear();
        }
    }
}
