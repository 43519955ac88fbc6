package io.snet4j.cli.network;

import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.SnetCommand;
import io.snet4j.cli.settings.ClientSettings;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.Printed;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;

/** {@code snet4j network show}. */
@Command(
        name = "show",
        description = "Shows what commands use: the profile, with the environment and the options over it.",
        footer = {"", "Examples:", "  snet4j network show", "  snet4j network show --profile sepolia --json"})
@Printed(NetworkShowCommand.Shown.class)
final class NetworkShowCommand extends SnetCommand {
    /** @param settings by the names of the environment's variables; secrets are not shown */
    record Shown(String profile, Map<String, String> settings) {}

    NetworkShowCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        ClientSettings settings = context().settings();
        Map<String, String> shown = new TreeMap<>();
        settings.values().forEach((name, value) -> shown.put(name, ShownSetting.of(name, value)));
        output().print(new Shown(settings.profile(), shown), result -> {
            output().field("profile", result.profile());
            result.settings().forEach((name, value) -> output().line(name + "=" + value));
        });
        return ExitCode.OK;
    }
}
