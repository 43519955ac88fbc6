package io.snet4j.cli.account;

import io.snet4j.chain.Receipt;
import io.snet4j.cli.command.Context;
import io.snet4j.cli.money.Amounts;
import io.snet4j.cli.money.Costs;
import io.snet4j.cli.money.TransactionPlan;
import io.snet4j.cli.shell.Printed;
import io.snet4j.payment.Account;
import io.snet4j.value.Cogs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code snet4j account withdraw}. */
@Command(
        name = "withdraw",
        description = "Moves tokens from the escrow into the wallet.",
        footer = {
            "",
            "Examples:",
            "  snet4j account withdraw 0.5FET --dry-run",
            "  snet4j account withdraw 0.5FET --yes"
        })
@Printed(TransactionCommand.Moved.class)
final class AccountWithdrawCommand extends TransactionCommand {
    @Parameters(paramLabel = "AMOUNT", converter = Amounts.class, description = "How much: 0.5FET, or cogs.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Cogs amount;

    AccountWithdrawCommand(Context context) {
        super(context);
    }

    @Override
    String what() {
        return "the withdrawal of " + amount;
    }

    @Override
    TransactionPlan plan(Costs costs) {
        return costs.withdraw(amount);
    }

    @Override
    Receipt send(Account account) {
        return account.withdraw(amount);
    }
}
