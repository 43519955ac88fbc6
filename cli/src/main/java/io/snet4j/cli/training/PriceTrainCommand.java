package io.snet4j.cli.training;

import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.SnetCommand;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.Printed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code snet4j price train}. */
@Command(
        name = "train",
        description = "Asks what training on the model's dataset costs.",
        footer = {
            "",
            "Examples:",
            "  snet4j price train example-org example-service model-1",
            "  snet4j price train example-org example-service model-1 --json"
        })
@Printed(Price.class)
final class PriceTrainCommand extends SnetCommand {
    @Mixin
    private final ModelArguments arguments = new ModelArguments();

    PriceTrainCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        Price price = Price.of(arguments.ask(context(), training -> training.trainModelPrice(arguments.model())));
        output().print(price, shown -> output().line(shown.price().toString()));
        return ExitCode.OK;
    }
}
