package io.snet4j.cli;

import io.snet4j.internal.text.ForeignFailure;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The entry point. Exit codes: 0 done, 1 failed, 2 wrong usage. */
@Command(
        name = "snet4j",
        description = "Trains and calls models on SingularityNET, paid through its own contracts.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {DemoCommand.class, DevnetCommand.class})
public final class Main implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Log what happens inside, and show stack traces, on standard error.")
    private boolean verbose;

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.setProperty("java.awt.headless", "true");
        NativeCode.avoid();
        Interruption.watch();
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setUsageHelpWidth(80)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(Main::execute)
                .setParameterExceptionHandler(Main::wrongUsage)
                .setExecutionExceptionHandler(Main::failed);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    private static int execute(CommandLine.ParseResult parsed) {
        if (isVerbose(parsed.commandSpec().commandLine())) {
            System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "info");
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    private static int wrongUsage(ParameterException e, String[] arguments) {
        var command = e.getCommandLine();
        command.getErr()
                .println(ErrorLine.of(
                        e.getMessage(), "see " + command.getCommandSpec().qualifiedName(" ") + " --help"));
        return CommandLine.ExitCode.USAGE;
    }

    private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        if (Interruption.isUnderWay()) {
            // Everything is being closed under the command's feet: what it then says is no news to whoever pressed
            // Ctrl-C.
            return CommandLine.ExitCode.SOFTWARE;
        }
        if (isVerbose(command)) {
            Objects.requireNonNull(ForeignFailure.printable(e)).printStackTrace(command.getErr());
        }
        command.getErr().println(ErrorLine.of(e));
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static boolean isVerbose(CommandLine command) {
        return ((Main) command.getCommandSpec().root().userObject()).verbose;
    }
}
