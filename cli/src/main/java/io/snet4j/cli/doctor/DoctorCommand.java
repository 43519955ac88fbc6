package io.snet4j.cli.doctor;

import io.snet4j.SnetClient;
import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.SnetCommand;
import io.snet4j.cli.money.PayOptions;
import io.snet4j.cli.settings.ClientSettings;
import io.snet4j.cli.shell.Printed;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code snet4j doctor}. */
@Command(
        name = "doctor",
        description = {
            "Looks at all that a call needs, says what is wrong and the way out. Nothing is sent, nothing is paid.",
            "Goes on after what is wrong, as far as it can. The exit code is that of the first thing that is wrong."
        },
        footer = {
            "",
            "Examples:",
            "  snet4j doctor",
            "  snet4j doctor example-org example-service",
            "  snet4j doctor example-org example-service --json"
        })
@Printed(Examination.Examined.class)
public final class DoctorCommand extends SnetCommand {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "ORG",
            description = "The organization of a service to look at.")
    private @Nullable String organization;

    @Parameters(index = "1", arity = "0..1", paramLabel = "SERVICE", description = "The service's id.")
    private @Nullable String service;

    @Option(names = "--group", paramLabel = "NAME", description = "The group. Default: the service's first.")
    private @Nullable String group;

    @Option(
            names = "--endpoint",
            paramLabel = "URI",
            description = "Look at this daemon instead of those that the metadata names.")
    private @Nullable URI endpoint;

    DoctorCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        if ((organization == null) != (service == null)) {
            throw wrongUsage("SERVICE is missing: an organization has several");
        }
        return Examination.of(context(), this::examine);
    }

    private void examine(Findings findings) {
        Optional<ClientSettings> settings = findings.look(
                "settings",
                "snet4j network list shows the profiles, snet4j network use NAME chooses one",
                context()::settings);
        settings.ifPresent(known -> {
            boolean state = new StateChecks(known, context().shell().clock(), findings).run();
            findings.look("settings", "snet4j network set NAME SETTING=VALUE corrects it", context()::reader)
                    .ifPresentOrElse(
                            reader -> {
                                try (reader) {
                                    findings.ok("settings", "profile " + known.profile() + ", " + reader.network());
                                    examine(known, reader, state, findings);
                                }
                            },
                            () -> findings.skipped("the settings are wrong", "node", "storage", "key"));
        });
    }

    private void examine(ClientSettings settings, SnetClient reader, boolean state, Findings findings) {
        Target target = new Target(
                Optional.ofNullable(organization),
                Optional.ofNullable(service),
                Optional.ofNullable(group),
                Optional.ofNullable(endpoint));
        boolean node;
        try (var network = new NetworkChecks(settings, context().shell().clock(), reader, findings)) {
            node = network.run(target);
        }
        if (!state) {
            findings.skipped("the state folder or the limits are wrong", "key", "tokens", "ether");
            new ServiceChecks(reader, Optional.empty(), findings).run(node, target);
            return;
        }
        // Nobody is asked, but what a call may put into a channel is what the plan goes by.
        var agreement = context().agreement(new PayOptions(true));
        try (var payer = new PayerChecks(
                settings,
                findings.look("key", "snet4j key list shows the keys, snet4j key new NAME makes one", () -> context()
                        .client(agreement, builder -> {})),
                findings)) {
            new ServiceChecks(reader, payer.run(node), findings).run(node, target);
        }
    }
}
