package io.snet4j.cli.training;

import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.LongCommand;
import io.snet4j.cli.command.ServiceArguments;
import io.snet4j.cli.money.Agreement;
import io.snet4j.cli.money.PayOptions;
import io.snet4j.cli.money.Spent;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.Printed;
import io.snet4j.cli.shell.Progress;
import io.snet4j.cli.shell.ShellWords;
import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SpendingLimitException;
import io.snet4j.training.Model;
import io.snet4j.training.ModelId;
import io.snet4j.training.Training;
import io.snet4j.training.TrainingPlan;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code snet4j run}. */
@Command(
        name = "run",
        description = {
            "Makes a model, has its dataset validated, trains it, and waits for all of it. Paid.",
            "Shows the command that goes on with the model after any end: it pays nothing twice, by what the state folder"
                    + " remembers. Do not go on with one model in two processes at once."
        },
        footer = {
            "",
            "Examples:",
            "  snet4j run example-org example-service --method ask --name c --dataset cats",
            "  snet4j run example-org example-service --method ask --name cats \\",
            "    --dataset cats.zip --max-price 0.5FET",
            "  snet4j run example-org example-service --model model-1 --dataset cats.zip"
        })
@Printed(value = Step.class, lines = true)
public final class RunCommand extends LongCommand {
    /** A price that changes whenever one agrees is no price. */
    private static final int MOST_RUNS = 5;

    @Mixin
    private final ServiceArguments service = new ServiceArguments();

    @Mixin
    private final RunOptions options = new RunOptions();

    @Mixin
    private final PayOptions pay = new PayOptions();

    private final Progress progress;
    private final Spent spent = new Spent();
    private final RunView view;

    RunCommand(Context context) {
        super(context);
        progress = new Progress(context.shell());
        view = new RunView(context.output(), progress, context.shell().clock(), spent, this::goingOn);
    }

    @Override
    protected int work() {
        options.problem().ifPresent(problem -> {
            throw wrongUsage(problem);
        });
        Agreement agreement = context().agreement(pay);
        try (SnetClient client = context().client(agreement, builder -> builder.onPayment(spent));
                ServiceClient opened = service.open(client)) {
            RunPrices prices = new RunPrices(opened.training(), opened.payments(), agreement);
            finished(train(opened.training(), prices));
            return ExitCode.OK;
        } catch (CallCancelledException e) {
            throw e;
        } catch (SnetException e) {
            throw OwnWords.of(e, "snet4j run … --link URL");
        } finally {
            progress.clear();
        }
    }

    private Model train(Training training, RunPrices prices) {
        for (int i = 1; ; i++) {
            TrainingPlan.Builder plan = TrainingPlan.builder().confirm(prices).onProgress(view);
            options.apply(plan, view.model());
            try {
                return training.train(plan.build());
            } catch (SpendingLimitException e) {
                if (!prices.takeChanged() || i == MOST_RUNS) {
                    throw e;
                }
            }
        }
    }

    private void finished(Model model) {
        if (!output().json()) {
            output().field("model", model.id().value());
            output().field("status", model.status());
            output().field("paid", spent.paid());
        }
    }

    private String goingOn(ModelId model) {
        List<String> words = new ArrayList<>(List.of("snet4j", "run"));
        words.addAll(service.words());
        words.addAll(options.words(model));
        words.addAll(pay.words(spent.paid()));
        words.addAll(context().globals().words());
        return ShellWords.line(words);
    }

    @Override
    protected List<String> cancelled() {
        progress.clear();
        String where = view.phase().map(phase -> " in " + phase).orElse("");
        String told = "snet4j: cancelled" + where + "; " + spent.text();
        return view.model()
                .map(model -> List.of(told, "Go on with: " + goingOn(model)))
                .orElseGet(() -> List.of(told + "; if a model was made, snet4j models list shows it"));
    }
}
