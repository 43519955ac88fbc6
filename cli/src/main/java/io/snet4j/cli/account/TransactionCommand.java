package io.snet4j.cli.account;

import io.snet4j.chain.Receipt;
import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.SnetCommand;
import io.snet4j.cli.command.TransactionOptions;
import io.snet4j.cli.money.Costs;
import io.snet4j.cli.money.TransactionPlan;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.payment.Account;
import io.snet4j.value.Cogs;
import io.snet4j.value.Wei;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/** Moves tokens, once the user agrees. */
abstract class TransactionCommand extends SnetCommand {
    /**
     * What all of them print.
     *
     * @param sent false with --dry-run
     * @param maxFee in wei
     * @param hash of the last transaction
     * @param wallet afterwards, or now if nothing was sent, as is the next one
     */
    record Moved(
            boolean sent,
            List<TransactionPlan.Step> transactions,
            Wei maxFee,
            Optional<String> hash,
            Cogs wallet,
            Cogs escrow) {}

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private TransactionOptions options;

    TransactionCommand(Context context) {
        super(context);
    }

    /** In words, for the question. */
    abstract String what();

    abstract TransactionPlan plan(Costs costs);

    abstract Receipt send(Account account);

    @Override
    protected final int execute() {
        try (var client = context().client();
                var costs = new Costs(client, context().settings().node())) {
            // Whether the node is the network's is asked first.
            Account account = client.account();
            account.tokenBalance();
            TransactionPlan plan = plan(costs);
            Optional<String> hash = options.agreed(context(), what(), plan)
                    ? Optional.of(send(account).transactionHash())
                    : Optional.empty();
            print(new Moved(
                    hash.isPresent(),
                    plan.transactions(),
                    plan.maxFee(),
                    hash,
                    account.tokenBalance(),
                    account.escrowBalance()));
        }
        return ExitCode.OK;
    }

    private void print(Moved moved) {
        output().print(moved, shown -> {
            if (!shown.sent()) {
                output().line("Nothing was sent. It would be:");
                TransactionOptions.print(output(), new TransactionPlan(shown.transactions()));
            }
            shown.hash().ifPresent(hash -> output().field("transaction", hash));
            output().field("wallet", shown.wallet());
            output().field("escrow", shown.escrow());
        });
    }
}
