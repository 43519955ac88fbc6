package io.snet4j.cli;

import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.SnetCommand;
import io.snet4j.cli.demo.DigitsHost;
import io.snet4j.cli.fleet.Fleet;
import io.snet4j.cli.fleet.FleetOptions;
import io.snet4j.cli.fleet.FleetView;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.devnet.Devnet;
import io.snet4j.devnet.DevnetConnection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code snet4j devnet}. */
@Command(
        name = "devnet",
        description = {
            "Runs a whole SingularityNET on 127.0.0.1, with the digits service or one of your own, until Ctrl-C or SIGTERM.",
            "While it runs, other commands find it as the profile devnet. With --json it prints one object with all"
                    + " addresses and keys when it is ready."
        },
        footer = {
            "",
            "Examples:",
            "  snet4j devnet",
            "  snet4j devnet --block-time 2 --free-calls 10",
            "  snet4j devnet --fleet 3"
        },
        subcommands = {DevnetFundCommand.class, DevnetMineCommand.class})
final class DevnetCommand extends SnetCommand {
    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private DevnetOptions options;

    @ArgGroup(exclusive = false, heading = "A service of your own:%n")
    private @Nullable OutsideProvider outside;

    @ArgGroup(exclusive = false, heading = "A fleet of processes that call it:%n")
    private @Nullable FleetOptions fleet;

    @Option(
            names = "--env",
            description = "When ready, print the lines that make a shell's clients a consumer (export SNET4J_...), and"
                    + " nothing else.")
    private boolean env;

    DevnetCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        if (env && output().json()) {
            throw wrongUsage("--json and --env exclude each other");
        }
        requireFleetFits();
        try (var running = openFleet();
                var devnet = configured().start()) {
            context().devnet().offer(devnet.connection().settings(DevnetText.CONSUMER), () -> {
                lines(devnet.connection()).forEach(output()::line);
                context().shell().out().flush();
                if (running != null) {
                    show(running, devnet);
                }
                throw devnet.failure().toCompletableFuture().join();
            });
        }
        return ExitCode.OK;
    }

    private void requireFleetFits() {
        if (fleet == null) {
            return;
        }
        if (env || output().json() || outside != null) {
            throw wrongUsage(
                    "--fleet calls the digits service and shows it to people, so that it goes with none of --json,"
                            + " --env and a service of your own");
        }
        try {
            fleet.check();
        } catch (IllegalArgumentException e) {
            throw wrongUsage(String.valueOf(e.getMessage()));
        }
    }

    private @Nullable Fleet openFleet() {
        return fleet == null
                ? null
                : Fleet.open(fleet, context().shell().variable("PATH").orElse(""));
    }

    private void show(Fleet running, Devnet devnet) {
        running.start(devnet.connection(), DevnetText.CONSUMER);
        new FleetView(context().shell(), output(), running)
                .show(devnet.failure().toCompletableFuture()::isDone);
    }

    private List<String> lines(DevnetConnection net) {
        if (output().json()) {
            return List.of(net.toJson());
        }
        return env ? DevnetText.exports(net) : DevnetText.table(net);
    }

    private Devnet.Builder configured() {
        try {
            Devnet.Builder devnet = Devnet.builder();
            if (outside == null) {
                devnet.service(new DigitsHost());
            } else {
                devnet.organizationId(outside.organization()).service(outside.hosted());
            }
            return options.apply(devnet);
        } catch (IllegalArgumentException e) {
            throw wrongUsage(String.valueOf(e.getMessage()));
        }
    }
}
