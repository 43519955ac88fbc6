package io.snet4j.cli.training;

import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.SnetCommand;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.Printed;
import io.snet4j.cli.shell.Question;
import io.snet4j.cli.shell.RefusedException;
import io.snet4j.internal.text.ForeignText;
import io.snet4j.training.Model;
import io.snet4j.training.ModelId;
import io.snet4j.training.ModelStatus;
import io.snet4j.training.Training;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code snet4j models delete}. */
@Command(
        name = "delete",
        description = "Deletes a model of yours, with what was paid for it. Asks before.",
        footer = {
            "",
            "Examples:",
            "  snet4j models delete example-org example-service model-1",
            "  snet4j models delete example-org example-service model-1 --yes"
        })
@Printed(ModelsDeleteCommand.Deleted.class)
final class ModelsDeleteCommand extends SnetCommand {
    record Deleted(ModelId model, ModelStatus status) {}

    @Mixin
    private final ModelArguments arguments = new ModelArguments();

    @Option(names = "--yes", description = "Delete without asking.")
    private boolean yes;

    ModelsDeleteCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        try (SnetClient client = context().client();
                ServiceClient service = arguments.service().open(client)) {
            Training training = service.training();
            if (!yes) {
                ask(training.getModel(arguments.model()));
            }
            ModelStatus status = training.deleteModel(arguments.model());
            output().print(new Deleted(arguments.model(), status), deleted -> output().line(
                            "Model " + deleted.model() + " is " + deleted.status() + "."));
        }
        return ExitCode.OK;
    }

    private void ask(Model model) {
        if (!Question.isPossible(context().shell())) {
            throw new RefusedException("deleting model " + model.id()
                    + " cannot be taken back, and there is no terminal to ask at; say --yes");
        }
        String question = "Delete model " + model.id() + ", " + ForeignText.quoted(model.name()) + ", which is "
                + model.status() + "?";
        if (!Question.yes(context().shell(), question)) {
            throw new RefusedException("not agreed to; nothing was deleted");
        }
    }
}
