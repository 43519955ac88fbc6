package io.snet4j.cli.network;

import io.snet4j.cli.command.CommandGroup;
import picocli.CommandLine.Command;

/** {@code snet4j network}. */
@Command(
        name = "network",
        description = "Named settings: node, storage, contracts and key of a network.",
        footer = {
            "",
            "Examples:",
            "  snet4j network list",
            "  snet4j network set sepolia SNET4J_RPC=https://rpc.example SNET4J_STORAGE=https://ipfs.example/ipfs/"
        },
        subcommands = {
            NetworkListCommand.class,
            NetworkUseCommand.class,
            NetworkShowCommand.class,
            NetworkSetCommand.class
        })
public final class NetworkCommand extends CommandGroup {}
