package io.snet4j.cli.training;

import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.ServiceArguments;
import io.snet4j.cli.command.SnetCommand;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.Printed;
import io.snet4j.training.NewModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code snet4j models create}. */
@Command(
        name = "create",
        description = "Makes a model without a dataset; costs nothing.",
        footer = {
            "",
            "Examples:",
            "  snet4j models create example-org example-service --method ask --name cats",
            "  snet4j models create example-org example-service \\",
            "    --method ask --name cats --public"
        })
@Printed(ShownModel.class)
final class ModelsCreateCommand extends SnetCommand {
    @Mixin
    private final ServiceArguments service = new ServiceArguments();

    @Mixin
    private final NewModelOptions options = new NewModelOptions();

    ModelsCreateCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        NewModel wanted =
                options.model().orElseThrow(() -> wrongUsage("a new model needs --method METHOD and --name NAME"));
        ShownModel model =
                ShownModel.of(ModelArguments.ask(context(), service, training -> training.createModel(wanted)));
        output().print(model, shown -> shown.print(output()));
        return ExitCode.OK;
    }
}
