package io.snet4j.cli.account;

import io.snet4j.chain.Receipt;
import io.snet4j.cli.command.Addresses;
import io.snet4j.cli.command.Context;
import io.snet4j.cli.money.Amounts;
import io.snet4j.cli.money.Costs;
import io.snet4j.cli.money.TransactionPlan;
import io.snet4j.cli.shell.Printed;
import io.snet4j.payment.Account;
import io.snet4j.value.Address;
import io.snet4j.value.Cogs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code snet4j account transfer}. */
@Command(
        name = "transfer",
        description = "Gives another account a part of the balance in the escrow.",
        footer = {
            "",
            "Examples:",
            "  snet4j account transfer 0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc 5 --dry-run",
            "  snet4j account transfer 0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc 1FET --yes"
        })
@Printed(TransactionCommand.Moved.class)
final class AccountTransferCommand extends TransactionCommand {
    @Parameters(
            index = "0",
            paramLabel = "ADDRESS",
            converter = Addresses.class,
            description = "Whose balance it becomes.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Address to;

    @Parameters(
            index = "1",
            paramLabel = "AMOUNT",
            converter = Amounts.class,
            description = "How much: 0.1FET, or cogs.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Cogs amount;

    AccountTransferCommand(Context context) {
        super(context);
    }

    @Override
    String what() {
        return "the transfer of " + amount + " to " + to;
    }

    @Override
    TransactionPlan plan(Costs costs) {
        return costs.transfer(to, amount);
    }

    @Override
    Receipt send(Account account) {
        return account.transfer(to, amount);
    }
}
