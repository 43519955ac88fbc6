package io.snet4j.cli;

import io.snet4j.cli.demo.Demo;
import io.snet4j.errors.InvalidRequestException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code snet4j demo}. */
@Command(
        name = "demo",
        description = "Starts a local network, trains a model of handwritten digits, uses it, and shows what was paid.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class DemoCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--json", description = "Print one JSON object and nothing else; the story goes to standard error.")
    private boolean json;

    @Option(
            names = "--attach",
            paramLabel = "FILE",
            description = "Play on a devnet that is running: FILE holds what its --json printed.")
    private @Nullable Path attach;

    @Override
    public Integer call() {
        var running = Optional.ofNullable(attach).map(DevnetFile::read);
        var report = new Demo(digits(), Streams.narrator(json)).play(running);
        if (json) {
            spec.commandLine().getOut().println(report.toJson());
            spec.commandLine().getOut().flush();
        }
        report.problems().forEach(problem -> spec.commandLine().getErr().println(ErrorLine.of(problem, null)));
        return report.problems().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static Path digits() {
        var file = System.getProperty("snet4j.digits");
        if (file == null) {
            throw new InvalidRequestException(
                    "where the images are was not said (system property snet4j.digits); start the demo with ./snet4j");
        }
        return Path.of(file);
    }
}
