package io.snet4j.cli.account;

import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.SnetCommand;
import io.snet4j.cli.money.Ether;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.Printed;
import io.snet4j.value.Address;
import io.snet4j.value.Cogs;
import io.snet4j.value.Wei;
import picocli.CommandLine.Command;

/** {@code snet4j account balance}. */
@Command(
        name = "balance",
        description = "Shows what the payer has outside of channels, and the ether for fees.",
        footer = {"", "Examples:", "  snet4j account balance", "  snet4j account balance --json"})
@Printed(AccountBalanceCommand.Balance.class)
final class AccountBalanceCommand extends SnetCommand {
    /**
     * @param wallet tokens outside of the escrow
     * @param escrow what is in the escrow outside of channels
     * @param allowance what the escrow may still take of the wallet
     * @param ether in wei
     */
    record Balance(Address address, Cogs wallet, Cogs escrow, Cogs allowance, Wei ether) {}

    AccountBalanceCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        try (var client = context().client()) {
            var account = client.account();
            Address address = account.address();
            var balance = new Balance(
                    address,
                    account.tokenBalance(),
                    account.escrowBalance(),
                    account.allowance(),
                    Ether.of(context().settings().node(), address));
            output().print(balance, shown -> {
                output().field("address", shown.address());
                output().field("wallet", shown.wallet());
                output().field("escrow", shown.escrow());
                output().field("allowance", shown.allowance());
                output().field("ether", shown.ether());
            });
        }
        return ExitCode.OK;
    }
}
