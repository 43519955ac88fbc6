package io.snet4j.cli.key;

import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.SnetCommand;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.Printed;
import io.snet4j.cli.shell.RefusedException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code snet4j key show}. */
@Command(
        name = "show",
        description = "Shows a key's address and file, never the key.",
        footer = {"", "Examples:", "  snet4j key show", "  snet4j key show savings --json"})
@Printed(ShownKey.class)
final class KeyShowCommand extends SnetCommand {
    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "Default: the one that is used.")
    private @Nullable String name;

    KeyShowCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        var keys = context().keys();
        String shown = name != null
                ? name
                : keys.used()
                        .orElseThrow(() -> new RefusedException(
                                "no key is used; snet4j key use NAME chooses one, snet4j key new NAME makes one",
                                ExitCode.NOT_FOUND));
        output().print(ShownKey.of(keys, shown), key -> key.print(output()));
        return ExitCode.OK;
    }
}
