package io.snet4j.cli;

import io.snet4j.cli.shell.ShellWords;
import io.snet4j.devnet.DevnetConnection;
import java.util.List;
import java.util.stream.Stream;

/** What a person or a shell is told of a running network. */
final class DevnetText {
    static final String CONSUMER = "consumer";

    private DevnetText() {}

    /** Addresses, and what to paste into the shell in which a client is started. */
    static List<String> table(DevnetConnection net) {
        Stream<String> addresses = Stream.of(
                row("chain", net.rpcUrl() + " (id " + net.chainId() + ")"),
                row("escrow", net.contracts().mpe()),
                row("registry", net.contracts().registry()),
                row("token", net.contracts().token()),
                row("storage", net.ipfsUrl()),
                row("daemon", net.daemonUrl()),
                row("service", net.orgId() + " " + net.serviceId() + " " + net.groupName()),
                row("provider", net.serviceUrl()));
        Stream<String> accounts = net.accounts().stream().map(account -> row(account.role(), account.address()));
        Stream<String> before = Stream.of(
                "",
                "Other commands find it: snet4j network use devnet. For a client that is this consumer, paste into its shell:",
                "");
        Stream<String> after = Stream.of(
                "",
                "Running. Ctrl-C ends it. Everything in here is play money; --env prints only the lines to paste,"
                        + " --json all keys.");
        return Stream.of(addresses, accounts, before, exports(net).stream(), after)
                .flatMap(lines -> lines)
                .toList();
    }

    /** For a POSIX shell. */
    static List<String> exports(DevnetConnection net) {
        return net.settings(CONSUMER).entrySet().stream()
                .map(setting -> "export " + setting.getKey() + "=" + ShellWords.quoted(setting.getValue()))
                .toList();
    }

    private static String row(String name, Object value) {
        return String.format("%-15s %s", name, value);
    }
}
