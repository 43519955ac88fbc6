package io.snet4j.cli.training;

import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.SnetCommand;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.Printed;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code snet4j price validate}. */
@Command(
        name = "validate",
        description = "Asks what validating a dataset costs.",
        footer = {
            "",
            "Examples:",
            "  snet4j price validate example-org example-service model-1",
            "  snet4j price validate example-org example-service model-1 \\",
            "    --link https://files.example/cats.zip"
        })
@Printed(Price.class)
final class PriceValidateCommand extends SnetCommand {
    @Mixin
    private final ModelArguments arguments = new ModelArguments();

    @Option(
            names = "--link",
            paramLabel = "URI",
            description = "Where the provider would find the dataset. Without it, it would be uploaded.")
    private @Nullable URI link;

    PriceValidateCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        URI dataset = link;
        Price price = Price.of(arguments.ask(
                context(),
                training -> dataset == null
                        ? training.validateModelPrice(arguments.model())
                        : training.validateModelPrice(arguments.model(), dataset)));
        output().print(price, shown -> output().line(shown.price().toString()));
        return ExitCode.OK;
    }
}
