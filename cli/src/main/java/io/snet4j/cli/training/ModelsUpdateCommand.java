package io.snet4j.cli.training;

import io.snet4j.cli.command.Addresses;
import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.SnetCommand;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.Printed;
import io.snet4j.training.ModelUpdate;
import io.snet4j.value.Address;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code snet4j models update}. */
@Command(
        name = "update",
        description = "Changes a model of yours; what is not given stays. Whether it is public cannot be changed.",
        footer = {
            "",
            "Examples:",
            "  snet4j models update example-org example-service model-1 --name dogs",
            "  snet4j models update example-org example-service model-1 \\",
            "    --access 0x90F8bf6A479f320ead074411a4B0e7944Ea8c9C1"
        })
@Printed(ShownModel.class)
final class ModelsUpdateCommand extends SnetCommand {
    @Mixin
    private final ModelArguments arguments = new ModelArguments();

    @Option(names = "--name", paramLabel = "NAME", description = "Its new name.")
    private @Nullable String name;

    @Option(names = "--description", paramLabel = "TEXT", description = "What others read about it.")
    private @Nullable String description;

    @Option(
            names = "--access",
            paramLabel = "ADDRESS",
            split = ",",
            converter = Addresses.class,
            description =
                    "Who may use it beside you, in place of those before. Present daemons do not take access away."
                            + " May be repeated.")
    private List<Address> access = List.of();

    ModelsUpdateCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        ModelUpdate changes = changes();
        ShownModel model =
                ShownModel.of(arguments.ask(context(), training -> training.updateModel(arguments.model(), changes)));
        output().print(model, shown -> shown.print(output()));
        return ExitCode.OK;
    }

    private ModelUpdate changes() {
        if (name == null && description == null && access.isEmpty()) {
            throw wrongUsage("nothing to change: say --name, --description or --access");
        }
        ModelUpdate.Builder changes = ModelUpdate.builder();
        if (name != null) {
            changes.name(name);
        }
        if (description != null) {
            changes.description(description);
        }
        if (!access.isEmpty()) {
            changes.addressesWithAccess(access);
        }
        return changes.build();
    }
}
