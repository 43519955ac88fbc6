package io.snet4j.cli;

import io.snet4j.cli.demo.DigitsHost;
import io.snet4j.devnet.Devnet;
import io.snet4j.devnet.DevnetConnection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
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

    @ArgGroup
    private @Nullable Output output;

    @Override
    public void run() {
        try (var devnet = configured().start()) {
            var out = spec.commandLine().getOut();
            output(devnet.connection()).forEach(out::println);
            out.flush();
            throw devnet.failure().toCompletableFuture().join();
        }
    }

    private List<String> output(DevnetConnection net) {
        if (output != null && output.json) {
            return List.of(net.toJson());
        }
        return output != null && output.env ? DevnetText.exports(net) : DevnetText.table(net);
    }

    private Devnet.Builder configured() {
        try {
            return options.apply(Devnet.builder().service(new DigitsHost()));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /** For programs; one of them, or a table for people. */
    static final class Output {
        @Option(
                names = "--json",
                description = "When ready, print one JSON object with all addresses and keys, and nothing else.")
        private boolean json;

        @Option(
                names = "--env",
                description = "When ready, print the lines that make a shell's clients a consumer (export SNET4J_...),"
                        + " and nothing else.")
        private boolean env;
    }
}
