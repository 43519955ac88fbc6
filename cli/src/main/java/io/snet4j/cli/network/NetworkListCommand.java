package io.snet4j.cli.network;

import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.SnetCommand;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.Printed;
import io.snet4j.cli.shell.Table;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code snet4j network list}. */
@Command(
        name = "list",
        description = "Lists the profiles, and the devnet that runs.",
        footer = {"", "Examples:", "  snet4j network list", "  snet4j network list --json"})
@Printed(NetworkListCommand.Listed.class)
final class NetworkListCommand extends SnetCommand {
    /** @param used the one that commands use when none is named */
    record Listed(Optional<String> used, List<Profile> profiles) {}

    record Profile(String name, Optional<String> network, Optional<String> rpc) {}

    NetworkListCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        var profiles = context().profiles();
        List<Profile> all = profiles.names().stream()
                .map(name -> {
                    var settings = profiles.settings(name);
                    return new Profile(
                            name,
                            Optional.ofNullable(settings.get("SNET4J_NETWORK")),
                            Optional.ofNullable(settings.get("SNET4J_RPC")).map(ShownSetting::uri));
                })
                .toList();
        output().print(new Listed(profiles.used(), all), listed -> {
            Table table = new Table("", "PROFILE", "NETWORK", "NODE");
            listed.profiles()
                    .forEach(profile -> table.row(
                            listed.used().equals(Optional.of(profile.name())) ? "*" : "",
                            profile.name(),
                            profile.network().orElse("-"),
                            profile.rpc().orElse("-")));
            output().table(table);
        });
        return ExitCode.OK;
    }
}
