package io.snet4j.cli.training;

import io.snet4j.cli.command.Context;
import io.snet4j.cli.shell.Printed;
import io.snet4j.training.ModelStatus;
import io.snet4j.training.Training;
import io.snet4j.training.TrainingQuote;
import picocli.CommandLine.Command;

/** {@code snet4j train}. */
@Command(
        name = "train",
        description = "Has a model trained on the dataset that was validated. Paid. Returns when training has begun.",
        footer = {
            "",
            "Examples:",
            "  snet4j train example-org example-service model-1",
            "  snet4j train example-org example-service model-1 --max-price 0.5FET"
        })
@Printed(PaidStep.class)
public final class TrainCommand extends PaidCommand<TrainingQuote> {
    TrainCommand(Context context) {
        super(context, "training");
    }

    @Override
    TrainingQuote quote(Training training) {
        return training.trainModelPrice(model());
    }

    @Override
    ModelStatus take(Training training, TrainingQuote quote) {
        return training.trainModel(quote);
    }
}
