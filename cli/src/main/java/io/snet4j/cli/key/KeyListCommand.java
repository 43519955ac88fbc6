package io.snet4j.cli.key;

import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.SnetCommand;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.Printed;
import io.snet4j.cli.shell.Table;
import io.snet4j.value.Address;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code snet4j key list}. */
@Command(
        name = "list",
        description = "Lists the keys with their addresses; * is the one that is used.",
        footer = {"", "Examples:", "  snet4j key list", "  snet4j key list --json"})
@Printed(KeyListCommand.Listed.class)
final class KeyListCommand extends SnetCommand {
    record Listed(List<ShownKey> keys) {}

    KeyListCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        var keys = context().keys();
        var listed = new Listed(
                keys.names().stream().map(name -> ShownKey.of(keys, name)).toList());
        output().print(listed, all -> {
            if (all.keys().isEmpty()) {
                output().note("There is no key yet; snet4j key new NAME makes one.");
                return;
            }
            Table table = new Table("", "KEY", "ADDRESS");
            all.keys()
                    .forEach(key -> table.row(
                            key.used() ? "*" : "",
                            key.name(),
                            key.address().map(Address::toString).orElse("-")));
            output().table(table);
        });
        return ExitCode.OK;
    }
}
