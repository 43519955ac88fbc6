package io.snet4j.cli.network;

import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.SnetCommand;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.Printed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code snet4j network use}. */
@Command(
        name = "use",
        description = "Uses a profile from now on, where --profile names no other.",
        footer = {"", "Examples:", "  snet4j network use devnet", "  snet4j network use sepolia"})
@Printed(NetworkUseCommand.Used.class)
final class NetworkUseCommand extends SnetCommand {
    record Used(String used) {}

    @Parameters(paramLabel = "NAME", description = "The profile's name.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String name;

    NetworkUseCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        context().profiles().use(name);
        output().print(new Used(name), used -> output().line("Uses " + used.used() + " from now on."));
        return ExitCode.OK;
    }
}
