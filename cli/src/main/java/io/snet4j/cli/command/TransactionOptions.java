package io.snet4j.cli.command;

import io.snet4j.cli.money.PayOptions;
import io.snet4j.cli.money.TransactionPlan;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.Output;
import io.snet4j.cli.shell.RefusedException;
import picocli.CommandLine.Option;

/** Of commands that send transactions of the account. */
public final class TransactionOptions {
    @Option(names = "--yes", description = "Send without asking.")
    private boolean yes;

    @Option(names = "--dry-run", description = "Say what would be sent and what it may cost, and send nothing.")
    private boolean dryRun;

    /**
     * Gets the user's word.
     *
     * @param what is done, in words
     * @return false if nothing is to be sent
     * @throws io.snet4j.cli.shell.RefusedException with exit code 5 if the user says no, or cannot be asked
     */
    public boolean agreed(Context context, String what, TransactionPlan plan) {
        if (dryRun) {
            return false;
        }
        var terminal = context.shell().terminal();
        if (!yes && !(terminal.isIn() && terminal.isErr())) {
            throw new RefusedException(
                    what + " moves money, and there is no terminal to ask at; say --yes, or --dry-run",
                    ExitCode.PAYMENT);
        }
        context.agreement(new PayOptions(yes))
                .forTransactions(
                        what,
                        plan.transactions().stream()
                                .map(TransactionPlan.Step::toString)
                                .toList(),
                        plan.maxFee());
        return true;
    }

    /** What was sent, or would be. */
    public static void print(Output output, TransactionPlan plan) {
        plan.transactions()
                .forEach(step -> output.field(step.kind(), step.amount() + ", fee at most " + step.maxFee()));
    }
}
