package io.snet4j.cli.key;

import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.SnetCommand;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.Printed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code snet4j key use}. */
@Command(
        name = "use",
        description = "Chooses the key that commands use where no setting and no --key names another.",
        footer = {"", "Examples:", "  snet4j key use savings", "  snet4j key use robot --json"})
@Printed(ShownKey.class)
final class KeyUseCommand extends SnetCommand {
    @Parameters(index = "0", paramLabel = "NAME", description = "The key's name.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String name;

    KeyUseCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        var keys = context().keys();
        keys.use(name);
        output().print(ShownKey.of(keys, name), key -> key.print(output()));
        return ExitCode.OK;
    }
}
