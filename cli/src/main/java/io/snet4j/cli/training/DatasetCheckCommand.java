package io.snet4j.cli.training;

import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.ServiceArguments;
import io.snet4j.cli.command.SnetCommand;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.Printed;
import io.snet4j.cli.shell.RefusedException;
import io.snet4j.dataset.DatasetProblem;
import io.snet4j.internal.text.ForeignText;
import io.snet4j.training.Training;
import io.snet4j.value.MethodRef;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code snet4j dataset check}. */
@Command(
        name = "check",
        description = "Holds a file or folder against what a method takes, on this machine. Needs no key; a folder is"
                + " checked as it would be packed. Exits with 3 if there are problems.",
        footer = {
            "",
            "Examples:",
            "  snet4j dataset check example-org example-service ask cats.zip",
            "  snet4j dataset check example-org example-service Example/ask cats"
        })
@Printed(DatasetCheckCommand.Checked.class)
final class DatasetCheckCommand extends SnetCommand {
    record Checked(String dataset, String method, List<String> problems) {}

    @Mixin
    private final ServiceArguments service = new ServiceArguments();

    @Parameters(index = "2", paramLabel = "METHOD", description = "Service/method, or a method's name.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String method;

    @Parameters(index = "3", paramLabel = "PATH", description = "An archive, or a folder.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path path;

    DatasetCheckCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        Checked checked;
        try (SnetClient client = context().reader();
                ServiceClient opened = service.open(client)) {
            MethodRef known = known(opened.training());
            List<String> problems = opened.training().checkDataset(known, path).stream()
                    .map(DatasetProblem::describe)
                    .toList();
            checked = new Checked(path.toString(), known.service() + "/" + known.method(), problems);
        }
        output().print(checked, this::print);
        if (!checked.problems().isEmpty()) {
            throw new RefusedException("the dataset " + path + " would be refused: "
                    + (checked.problems().size() == 1
                            ? "1 problem"
                            : checked.problems().size() + " problems"));
        }
        return ExitCode.OK;
    }

    private void print(Checked checked) {
        checked.problems().forEach(output()::line);
        if (checked.problems().isEmpty()) {
            output().line(ForeignText.of(checked.dataset() + " is a dataset for " + checked.method()));
        }
    }

    private MethodRef known(Training training) {
        if (method.contains("/")) {
            try {
                return MethodRef.parse(method);
            } catch (IllegalArgumentException e) {
                throw wrongUsage(String.valueOf(e.getMessage()));
            }
        }
        Set<MethodRef> methods = training.getTrainingMetadata().methods();
        List<MethodRef> found =
                methods.stream().filter(known -> known.method().equals(method)).toList();
        if (found.size() != 1) {
            throw new RefusedException(
                    (found.isEmpty() ? "no method for training is called " : "several methods are called ")
                            + ForeignText.quoted(method) + "; there are " + methods,
                    ExitCode.NOT_FOUND);
        }
        return found.get(0);
    }
}
