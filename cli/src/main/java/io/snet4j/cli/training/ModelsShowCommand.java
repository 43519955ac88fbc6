package io.snet4j.cli.training;

import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.SnetCommand;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.Printed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code snet4j models show}. */
@Command(
        name = "show",
        description = "Shows a model; its status is what the provider says now.",
        footer = {
            "",
            "Examples:",
            "  snet4j models show example-org example-service model-1",
            "  snet4j models show example-org example-service model-1 --json"
        })
@Printed(ShownModel.class)
final class ModelsShowCommand extends SnetCommand {
    @Mixin
    private final ModelArguments arguments = new ModelArguments();

    ModelsShowCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        ShownModel model = ShownModel.of(arguments.ask(context(), training -> training.getModel(arguments.model())));
        output().print(model, shown -> shown.print(output()));
        return ExitCode.OK;
    }
}
