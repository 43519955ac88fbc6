package io.snet4j.cli.training;

import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.Durations;
import io.snet4j.cli.command.LongCommand;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.Printed;
import io.snet4j.cli.shell.Progress;
import io.snet4j.training.Model;
import io.snet4j.training.ModelStatus;
import io.snet4j.training.WaitOptions;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code snet4j wait}. */
@Command(
        name = "wait",
        description = "Waits until a model has a status. The work does not depend on it: wait as often as you like.",
        footer = {
            "",
            "Examples:",
            "  snet4j wait example-org example-service model-1 --for validated",
            "  snet4j wait example-org example-service model-1 --for ready_to_use \\",
            "    --timeout 2h"
        })
@Printed(ShownModel.class)
public final class WaitCommand extends LongCommand {
    @Mixin
    private final ModelArguments arguments = new ModelArguments();

    @Option(names = "--for", paramLabel = "STATUS", required = true, description = "One of ${COMPLETION-CANDIDATES}.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ModelStatus target;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = Durations.class,
            defaultValue = "1d",
            description = "After which the command gives up, with exit code 7: 90s, 5m, 2h. Default: 1d.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Duration timeout;

    WaitCommand(Context context) {
        super(context);
    }

    @Override
    protected int work() {
        Progress progress = new Progress(context().shell());
        WaitText waiting = new WaitText(context().shell().clock());
        WaitOptions options = WaitOptions.builder(timeout)
                .onPoll(seen -> progress.now("model " + seen.id() + ": " + waiting.of(seen.status())))
                .build();
        Model model;
        try {
            model = arguments.ask(context(), training -> training.awaitStatus(arguments.model(), target, options));
        } finally {
            progress.clear();
        }
        output().print(ShownModel.of(model), shown -> shown.print(output()));
        return ExitCode.OK;
    }

    @Override
    protected List<String> cancelled() {
        return List.of("snet4j: cancelled; nothing was paid, and the work goes on");
    }
}
