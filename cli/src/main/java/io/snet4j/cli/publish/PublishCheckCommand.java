package io.snet4j.cli.publish;

import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.SnetCommand;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.Printed;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code snet4j publish check}. */
@Command(
        name = "check",
        description = {
            "Says all that keeps the files from being published, with field and line, and what other clients of the"
                    + " platform do not read.",
            "Needs no key and no network. Exit code 3 if anything is wrong."
        },
        footer = {
            "",
            "Examples:",
            "  snet4j publish check",
            "  snet4j publish check --file organization_metadata.json --file service_metadata.json --organization"
                    + " my-org --service my-service"
        })
@Printed(PublishCheckCommand.Checked.class)
final class PublishCheckCommand extends SnetCommand {
    /** @param valid whether they can be published; warnings do not count */
    record Checked(boolean valid, List<Problem> problems) {}

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Sources sources;

    PublishCheckCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        List<Problem> problems = new Check(sources.read()).run();
        boolean valid = problems.stream().allMatch(Problem::warning);
        output().print(new Checked(valid, problems), checked -> {
            checked.problems().forEach(problem -> output().line(problem.toString()));
            output().line(checked.valid() ? "It can be published." : "It cannot be published.");
        });
        return valid ? ExitCode.OK : ExitCode.REFUSED_INPUT;
    }
}
