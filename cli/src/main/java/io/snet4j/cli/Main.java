package io.snet4j.cli;

import io.snet4j.cli.command.Context;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.Globals;
import io.snet4j.cli.shell.NearWords;
import io.snet4j.cli.shell.Shell;
import io.snet4j.cli.shell.Terminal;
import io.snet4j.internal.text.ForeignFailure;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The entry point. {@link ExitCode} has the exit codes. */
@Command(
        name = "snet4j",
        description = "Trains, pays for and calls AI services on SingularityNET.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        scope = ScopeType.INHERIT,
        usageHelpWidth = Main.HELP_WIDTH)
public final class Main implements Runnable {
    static final int HELP_WIDTH = 80;

    @Mixin
    private final Globals globals;

    private final Shell shell;

    private Main(Shell shell, Globals globals) {
        this.shell = shell;
        this.globals = globals;
    }

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        if (Commands.isVersion(arguments)) {
            // Programs ask for it before each of their calls, and need nothing else of this one.
            System.out.println(Version.TEXT);
            return;
        }
        System.setProperty("java.awt.headless", "true");
        NativeCode.avoid();
        Interruption.watch();
        System.exit(execute(shell(), arguments));
    }

    static int execute(Shell shell, String... arguments) {
        return commandLine(shell, Commands.neededFor(arguments)).execute(arguments);
    }

    private static Shell shell() {
        return new Shell(
                System.getenv(),
                System.in,
                new PrintWriter(System.out, true),
                new PrintWriter(System.err, true),
                Terminal.of(System.getProperty("snet4j.terminals", "")),
                Clock.systemUTC());
    }

    /** With all commands. */
    static CommandLine commandLine(Shell shell) {
        return commandLine(shell, Commands.ALL);
    }

    private static CommandLine commandLine(Shell shell, List<Class<?>> commands) {
        Globals globals = new Globals();
        Factory factory = new Factory(new Context(shell, globals));
        CommandLine line = new CommandLine(new Main(shell, globals), factory);
        commands.forEach(line::addSubcommand);
        return line.setOut(shell.out())
                .setErr(shell.err())
                .setCaseInsensitiveEnumValuesAllowed(true)
                // A request that begins with @ names a file of requests, not of arguments.
                .setExpandAtFiles(false)
                .setExecutionStrategy(Main::execute)
                .setParameterExceptionHandler(Main::wrongUsage)
                .setExecutionExceptionHandler(Main::failed);
    }

    /** Who says nothing gets the first steps. */
    @Override
    public void run() {
        FirstSteps.LINES.forEach(shell.out()::println);
    }

    private static int execute(CommandLine.ParseResult parsed) {
        if (main(parsed.commandSpec().commandLine()).globals.debug()) {
            System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "info");
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    private static int wrongUsage(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        String name = command.getCommandSpec().qualifiedName(" ");
        String help = "see " + name + " --help";
        String remedy = near(e, command)
                .map(word -> "did you mean " + name + " " + word + "? " + help)
                .orElse(help);
        command.getErr().println(ErrorLine.of(e.getMessage(), remedy));
        return ExitCode.USAGE;
    }

    private static Optional<String> near(ParameterException e, CommandLine command) {
        if (!(e instanceof UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            return Optional.empty();
        }
        String typed = unmatched.getUnmatched().get(0);
        return typed.startsWith("-")
                ? NearWords.nearest(typed, command.getCommandSpec().optionsMap().keySet())
                : NearWords.nearest(typed, command.getSubcommands().keySet());
    }

    private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        if (Interruption.isUnderWay()) {
            // Everything is being closed under the command's feet: what it then says is no news to whoever pressed
            // Ctrl-C.
            return ExitCode.INTERRUPTED;
        }
        if (main(command).globals.debug()) {
            Objects.requireNonNull(ForeignFailure.printable(e)).printStackTrace(command.getErr());
        }
        command.getErr().println(ErrorLine.of(e));
        return ExitCode.of(e);
    }

    private static Main main(CommandLine command) {
        return (Main) command.getCommandSpec().root().userObject();
    }
}
