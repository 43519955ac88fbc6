package io.snet4j.cli.provider;

import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.ServiceArguments;
import io.snet4j.cli.command.SnetCommand;
import io.snet4j.cli.doctor.Examination;
import io.snet4j.cli.doctor.Findings;
import io.snet4j.cli.doctor.NetworkChecks;
import io.snet4j.cli.doctor.Target;
import io.snet4j.cli.settings.ClientSettings;
import io.snet4j.cli.shell.Printed;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code snet4j provider doctor}. */
@Command(
        name = "doctor",
        description = {
            "Looks at all that a service needs to be trained, called and paid: what is published of it, its daemon and the"
                    + " daemon's configuration, its provider, and what is to be claimed. Says what is wrong and the way"
                    + " out. No transaction is sent, and no method of the service runs.",
            "Goes on after what is wrong, as far as it can. The exit code is that of the first thing that is wrong."
        },
        footer = {
            "",
            "Examples:",
            "  snet4j provider doctor example-org example-service",
            "  snet4j provider doctor example-org example-service --config snetd.json",
            "  snet4j provider doctor example-org example-service --provider http://127.0.0.1:7003 --json"
        })
@Printed(Examination.Examined.class)
final class ProviderDoctorCommand extends SnetCommand {
    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ServiceArguments service;

    @Option(names = "--config", paramLabel = "FILE", description = "The daemon's configuration, as snetd reads it.")
    private @Nullable Path config;

    @Option(
            names = "--provider",
            paramLabel = "URI",
            description = "Where the provider listens, http://HOST:PORT. Default: what the configuration says.")
    private @Nullable URI provider;

    ProviderDoctorCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        return Examination.of(context(), this::examine);
    }

    private void examine(Findings findings) {
        findings.look(
                        "settings",
                        "snet4j network list shows the profiles, snet4j network use NAME chooses one",
                        context()::settings)
                .ifPresent(settings -> findings.look(
                                "settings", "snet4j network set NAME SETTING=VALUE corrects it", context()::reader)
                        .ifPresent(reader -> {
                            try (reader) {
                                findings.ok("settings", "profile " + settings.profile() + ", " + reader.network());
                                examine(settings, reader, findings);
                            }
                        }));
    }

    private void examine(ClientSettings settings, SnetClient reader, Findings findings) {
        boolean node;
        try (var network = new NetworkChecks(settings, context().shell().clock(), reader, findings)) {
            node = network.run(Target.NONE);
        }
        if (!node) {
            findings.skipped("the node or a contract is wrong", "service", "config", "daemon", "provider", "claims");
            return;
        }
        findings.look(
                        "service",
                        "snet4j services ORG lists what is published; publish the service, or correct its metadata",
                        () -> service.open(reader))
                .ifPresentOrElse(
                        opened -> {
                            try (opened) {
                                examine(settings, reader, opened, findings);
                            }
                        },
                        () -> findings.skipped("the service is wrong", "config", "daemon", "provider", "claims"));
    }

    private void examine(ClientSettings settings, SnetClient reader, ServiceClient opened, Findings findings) {
        boolean readable = new PublishedChecks(opened, findings).run();
        Optional<DaemonConfig> read = Optional.ofNullable(config)
                .flatMap(file -> findings.look(
                        "config", "write it as docs/provider.md shows it", () -> DaemonConfig.read(file)));
        read.ifPresent(known -> new ConfigChecks(known, opened, service.words(), reader.network(), findings).run());
        boolean daemon = new DaemonChecks(opened, findings).run(readable);
        Optional<URI> own = Optional.ofNullable(provider).or(() -> read.flatMap(DaemonConfig::serviceEndpoint));
        Optional<URI> models = Optional.ofNullable(provider).or(() -> read.flatMap(DaemonConfig::modelEndpoint));
        if (own.isPresent() && models.isPresent()) {
            new ProviderChecks(own.get(), models.get(), findings)
                    .run(readable ? opened.api().methods() : List.of());
        } else {
            findings.skipped("--provider URI or --config FILE says where it listens", "provider");
        }
        if (daemon) {
            new EarningsChecks(context(), settings, opened, findings).run();
        } else {
            findings.skipped("the daemon is wrong", "claims");
        }
    }
}
