package io.snet4j.cli;

import java.util.List;

/** What somebody sees who types nothing but the name. */
final class FirstSteps {
    static final List<String> LINES = List.of(
            "snet4j trains, pays for and calls AI services on SingularityNET.",
            "",
            "Try it on this machine, with play money:",
            "  snet4j demo                     the whole story, told in half a minute",
            "  snet4j devnet                   a network of your own, until Ctrl-C; then, in another terminal:",
            "  snet4j network use devnet",
            "  snet4j services --trainable",
            "",
            "On Sepolia or mainnet:",
            "  snet4j network set sepolia SNET4J_RPC=URI SNET4J_STORAGE=URI",
            "  snet4j network use sepolia",
            "  snet4j key new NAME             an encrypted key file",
            "  snet4j doctor                   what a call still needs",
            "",
            "snet4j --help lists all commands; each has --help with examples.");

    private FirstSteps() {}
}
