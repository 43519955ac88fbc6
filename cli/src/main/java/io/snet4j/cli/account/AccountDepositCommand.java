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

/** {@code snet4j account deposit}. */
@Command(
        name = "deposit",
        description = "Moves tokens from the wallet into the escrow.",
        footer = {"", "Examples:", "  snet4j account deposit 2FET --dry-run", "  snet4j account deposit 2FET --yes"})
@Printed(TransactionCommand.Moved.class)
final class AccountDepositCommand extends TransactionCommand {
    @Parameters(paramLabel = "AMOUNT", converter = Amounts.class, description = "How much: 2FET, or cogs.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Cogs amount;

    AccountDepositCommand(Context context) {
        super(context);
    }

    @Override
    String what() {
        return "the deposit of " + amount;
    }

    @Override
    TransactionPlan plan(Costs costs) {
        return costs.deposit(amount);
    }

    @Override
    Receipt send(Account account) {
        return account.deposit(amount);
    }
}
