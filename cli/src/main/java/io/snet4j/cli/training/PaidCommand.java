package io.snet4j.cli.training;

import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.LongCommand;
import io.snet4j.cli.money.Agreement;
import io.snet4j.cli.money.PayOptions;
import io.snet4j.cli.money.Spent;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.SnetException;
import io.snet4j.training.ModelId;
import io.snet4j.training.ModelStatus;
import io.snet4j.training.Quote;
import io.snet4j.training.Training;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Mixin;

/** One paid step with a model: its price is agreed to, then it is done. */
abstract class PaidCommand<Q extends Quote> extends LongCommand {
    @Mixin
    private final ModelArguments arguments = new ModelArguments();

    @Mixin
    private final PayOptions pay = new PayOptions();

    private final Spent spent = new Spent();
    private final String what;

    /** @param what is paid, in words to which the model is added */
    PaidCommand(Context context, String what) {
        super(context);
        this.what = what;
    }

    @Override
    protected final int work() {
        Agreement agreement = context().agreement(pay);
        try (SnetClient client = context().client(agreement, builder -> builder.onPayment(spent));
                ServiceClient service = arguments.service().open(client)) {
            Training training = service.training();
            check(training);
            Supplier<Q> quote = () -> quote(training);
            Q agreed = agreement.forQuote(what + " of model " + model(), quote, Quote::price, service.payments()::plan);
            PaidStep step = new PaidStep(model(), take(training, agreed), spent.paid());
            output().print(step, shown -> shown.print(output()));
        } catch (CallCancelledException e) {
            throw e;
        } catch (SnetException e) {
            throw OwnWords.of(e, "snet4j validate … --link URL");
        }
        return ExitCode.OK;
    }

    final ModelId model() {
        return arguments.model();
    }

    /** What can be found wrong before anybody is asked to pay. */
    void check(Training training) {}

    abstract Q quote(Training training);

    abstract ModelStatus take(Training training, Q quote);

    @Override
    protected final List<String> cancelled() {
        return List.of(
                "snet4j: cancelled; " + spent.text() + "; snet4j models show tells where model " + model() + " stands");
    }
}
