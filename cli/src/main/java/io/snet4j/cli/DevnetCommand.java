package io.snet4j.cli;

import io.snet4j.cli.demo.DigitsHost;
import io.snet4j.devnet.Devnet;
import io.snet4j.devnet.DevnetConnection;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code snet4j devnet}. */
@Command(
        name = "devnet",
        description = "Runs a whole SingularityNET on 127.0.0.1, with the digits service, until Ctrl-C or SIGTERM.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class DevnetCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private DevnetOptions options;

    @Option(
            names = "--json",
            description = "When ready, print one JSON object with all addresses and keys, and nothing else.")
    private boolean json;

    @Override
    public void run() {
        try (var devnet = configured().start()) {
            var out = spec.commandLine().getOut();
            if (json) {
                out.println(devnet.connection().toJson());
            } else {
                print(devnet.connection(), out);
            }
            out.flush();
            throw devnet.failure().toCompletableFuture().join();
        }
    }

    private Devnet.Builder configured() {
        try {
            return options.apply(Devnet.builder().service(new DigitsHost()));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static void print(DevnetConnection net, PrintWriter out) {
        row(out, "chain", net.rpcUrl() + " (id " + net.chainId() + ")");
        row(out, "escrow", net.contracts().mpe());
        row(out, "registry", net.contracts().registry());
        row(out, "token", net.contracts().token());
        row(out, "storage", net.ipfsUrl());
        row(out, "daemon", net.daemonUrl());
        row(out, "service", net.orgId() + " " + net.serviceId() + " " + net.groupName());
        row(out, "provider", net.serviceUrl());
        net.accounts().forEach(account -> row(out, account.role(), account.address()));
        out.println();
        out.println("Running. Ctrl-C ends it. Everything in here is play money; --json shows the keys.");
    }

    private static void row(PrintWriter out, String name, Object value) {
        out.printf("%-15s %s%n", name, value);
    }
}
