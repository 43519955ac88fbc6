package io.snet4j.cli;

import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.SnetCommand;
import io.snet4j.cli.demo.Samples;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.Printed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code snet4j demo samples}. */
@Command(
        name = "samples",
        description =
                "Writes what the devnet's digits service takes: dataset.zip to train with, and questions.jsonl with"
                        + " requests, one on each line.",
        footer = {"", "Examples:", "  snet4j demo samples digits", "  snet4j demo samples digits --count 2000"})
@Printed(DemoSamplesCommand.Written.class)
final class DemoSamplesCommand extends SnetCommand {
    private static final int QUESTIONS = 20;
    private static final int LEAST = 200;
    private static final int MOST = 3_500;

    /** @param dataset a zip of pictures by label */
    record Written(Path dataset, Path questions) {}

    @Parameters(paramLabel = "FOLDER", description = "Where to; it is made if it is not there.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path folder;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many digits the dataset has, 200 to 3500. Default: ${DEFAULT-VALUE}.")
    private int count;

    DemoSamplesCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        if (count < LEAST || count > MOST) {
            throw wrongUsage("--count is " + count + "; expected " + LEAST + " to " + MOST);
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Samples.write(DemoCommand.digits(), folder, count, QUESTIONS);
        output().print(new Written(folder.resolve("dataset.zip"), folder.resolve("questions.jsonl")), written -> {
            output().line(written.dataset() + "  " + count + " digits");
            output().line(written.questions() + "  " + QUESTIONS + " requests");
        });
        return ExitCode.OK;
    }
}
