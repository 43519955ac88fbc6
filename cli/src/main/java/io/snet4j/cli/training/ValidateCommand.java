package io.snet4j.cli.training;

import io.snet4j.cli.command.Context;
import io.snet4j.cli.shell.Printed;
import io.snet4j.training.LinkQuote;
import io.snet4j.training.ModelStatus;
import io.snet4j.training.Training;
import java.net.URI;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code snet4j validate}. */
@Command(
        name = "validate",
        description = "Has the provider fetch a dataset and validate it. Paid.",
        footer = {
            "",
            "Examples:",
            "  snet4j validate example-org example-service model-1 \\",
            "    --link https://files.example/cats.zip",
            "  snet4j validate example-org example-service model-1 \\",
            "    --link https://files.example/cats.zip --max-price 0.05FET"
        })
@Printed(PaidStep.class)
public final class ValidateCommand extends PaidCommand<LinkQuote> {
    @Option(
            names = "--link",
            paramLabel = "URI",
            required = true,
            description = "Where the provider finds the dataset. Must stay readable until it is validated.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private URI link;

    ValidateCommand(Context context) {
        super(context, "validating the dataset");
    }

    @Override
    LinkQuote quote(Training training) {
        return training.validateModelPrice(model(), link);
    }

    @Override
    ModelStatus take(Training training, LinkQuote quote) {
        return training.validateModel(quote);
    }
}
