package io.snet4j.cli.registry;

import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.SnetCommand;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.Printed;
import io.snet4j.internal.text.ForeignText;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code snet4j orgs}. */
@Command(
        name = "orgs",
        description = "Lists the organizations of the registry.",
        footer = {"", "Examples:", "  snet4j orgs", "  snet4j orgs --json"})
@Printed(OrgsCommand.Organizations.class)
public final class OrgsCommand extends SnetCommand {
    record Organizations(List<String> organizations) {}

    OrgsCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        try (var client = context().reader()) {
            var ids = new Organizations(client.registry().organizationIds());
            output().print(ids, all -> all.organizations().forEach(id -> output().line(ForeignText.of(id))));
        }
        return ExitCode.OK;
    }
}
