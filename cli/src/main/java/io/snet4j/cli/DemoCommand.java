package io.snet4j.cli;

import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.SnetCommand;
import io.snet4j.cli.demo.Demo;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.errors.InvalidRequestException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code snet4j demo}. */
@Command(
        name = "demo",
        description = "Starts a local network, trains a model of handwritten digits, uses it, and shows what was paid."
                + " With --json the story goes to standard error.",
        footer = {"", "Examples:", "  snet4j demo", "  snet4j demo --json"},
        subcommands = DemoSamplesCommand.class)
final class DemoCommand extends SnetCommand {
    @Option(
            names = "--attach",
            paramLabel = "FILE",
            description = "Play on a devnet that is running: FILE holds what its --json printed.")
    private @Nullable Path attach;

    DemoCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        boolean json = output().json();
        var out = context().shell().out();
        var running = Optional.ofNullable(attach).map(DevnetFile::read);
        var report = new Demo(digits(), Streams.narrator(json)).play(running);
        if (json) {
            out.println(report.toJson());
            out.flush();
        }
        report.problems().forEach(problem -> output().note(ErrorLine.of(problem, null)));
        return report.problems().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }

    static Path digits() {
        var file = System.getProperty("snet4j.digits");
        if (file == null) {
            throw new InvalidRequestException(
                    "where the images are was not said (system property snet4j.digits); start the demo with ./snet4j");
        }
        return Path.of(file);
    }
}
