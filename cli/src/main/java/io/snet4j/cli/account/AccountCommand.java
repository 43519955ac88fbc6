package io.snet4j.cli.account;

import io.snet4j.cli.command.CommandGroup;
import picocli.CommandLine.Command;

/** {@code snet4j account}. */
@Command(
        name = "account",
        description = "The payer's tokens, in the wallet and in the escrow from which channels are filled.",
        footer = {"", "Examples:", "  snet4j account balance", "  snet4j account deposit 2FET --dry-run"},
        subcommands = {
            AccountBalanceCommand.class,
            AccountDepositCommand.class,
            AccountWithdrawCommand.class,
            AccountTransferCommand.class,
            AccountApproveCommand.class
        })
public final class AccountCommand extends CommandGroup {}
