package io.snet4j.cli.network;

import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.SnetCommand;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.Printed;
import io.snet4j.cli.shell.RefusedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code snet4j network set}. */
@Command(
        name = "set",
        description = "Changes a profile's settings, and makes the profile if there is none.",
        footer = {
            "",
            "Examples:",
            "  snet4j network set sepolia SNET4J_RPC=https://rpc.example",
            "  snet4j network set sepolia SNET4J_LIMIT_DAY="
        })
@Printed(NetworkSetCommand.Changed.class)
final class NetworkSetCommand extends SnetCommand {
    record Changed(String profile, List<String> settings) {}

    @Parameters(index = "0", paramLabel = "NAME", description = "The profile's name.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String name;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "SETTING=VALUE",
            description = "A setting by its variable's name; without a value, it is taken away.")
    private List<String> changes = List.of();

    NetworkSetCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        Map<String, Optional<String>> settings = new LinkedHashMap<>();
        for (String change : changes) {
            int equals = change.indexOf('=');
            if (equals < 0 || !change.substring(0, equals).matches("SNET4J_[A-Z_]+")) {
                throw wrongUsage("expected SNET4J_NAME=VALUE, for example SNET4J_RPC=https://rpc.example");
            }
            String setting = change.substring(0, equals);
            if (setting.endsWith("PRIVATE_KEY")) {
                throw new RefusedException("a key does not belong into a settings file, nor into a shell's history;"
                        + " snet4j key import NAME keeps it encrypted");
            }
            settings.put(setting, Optional.of(change.substring(equals + 1)).filter(value -> !value.isBlank()));
        }
        context().profiles().set(name, settings);
        output().print(new Changed(name, List.copyOf(settings.keySet())), changed -> output().line(
                        "Changed " + changed.profile() + ": " + String.join(", ", changed.settings())));
        return ExitCode.OK;
    }
}
