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

/** {@code snet4j account approve}. */
@Command(
        name = "approve",
        description = "Lets the escrow take this much of the wallet, instead of what it might take before.",
        footer = {"", "Examples:", "  snet4j account approve 5FET --dry-run", "  snet4j account approve 5FET --yes"})
@Printed(TransactionCommand.Moved.class)
final class AccountApproveCommand extends TransactionCommand {
    @Parameters(
            paramLabel = "AMOUNT",
            converter = Amounts.class,
            description = "How much: 5FET, or cogs; 0 takes it away.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Cogs amount;

    AccountApproveCommand(Context context) {
        super(context);
    }

    @Override
    String what() {
        return "letting the escrow take " + amount;
    }

    @Override
    TransactionPlan plan(Costs costs) {
        return costs.approve(amount);
    }

    @Override
    Receipt send(Account account) {
        return account.approve(amount);
    }
}
