package io.snet4j.cli.registry;

import io.snet4j.DaemonHealth;
import io.snet4j.ServiceClient;
import io.snet4j.ServiceOptions;
import io.snet4j.SnetClient;
import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.SnetCommand;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.Printed;
import io.snet4j.errors.SnetException;
import io.snet4j.registry.Organization;
import io.snet4j.registry.Service;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code snet4j service}. */
@Command(
        name = "service",
        description = "Shows a service: its groups, prices and free calls, and how each of its daemons is.",
        footer = {
            "",
            "Examples:",
            "  snet4j service example-org example-service",
            "  snet4j service example-org example-service --json"
        })
@Printed(ShownService.class)
public final class ServiceCommand extends SnetCommand {
    @Parameters(index = "0", paramLabel = "ORG", description = "The organization's id.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String organizationId;

    @Parameters(index = "1", paramLabel = "SERVICE", description = "The service's id.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String serviceId;

    ServiceCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        try (SnetClient client = context().reader()) {
            Organization organization = client.registry().organization(organizationId);
            Service service = client.registry().service(organizationId, serviceId);
            List<ShownService.Group> groups = service.groups().stream()
                    .map(group -> shown(client, organization, group))
                    .toList();
            ShownService shown = new ShownService(
                    organizationId,
                    organization.name(),
                    serviceId,
                    service.displayName(),
                    service.listing().summary(),
                    service.listing().description(),
                    service.listing().url(),
                    service.listing().tags(),
                    groups);
            output().print(shown, all -> all.print(output()));
        }
        return ExitCode.OK;
    }

    private ShownService.Group shown(SnetClient client, Organization organization, Service.Group group) {
        return new ShownService.Group(
                group.name(),
                organization.groups().stream()
                        .filter(one -> one.name().equals(group.name()))
                        .map(Organization.Group::paymentAddress)
                        .findFirst(),
                Prices.of(group.pricing()),
                group.freeCalls().map(free -> OptionalLong.of(free.calls())).orElse(OptionalLong.empty()),
                endpoints(client, group));
    }

    private List<ShownService.Endpoint> endpoints(SnetClient client, Service.Group group) {
        Map<URI, DaemonHealth> found = new TreeMap<>();
        String others = "never called: it has a path, goes without TLS beyond this machine, or is a private address";
        var options = ServiceOptions.builder().group(group.name()).build();
        try (ServiceClient service = client.openService(organizationId, serviceId, options)) {
            service.daemons().forEach(daemon -> found.put(daemon.endpoint(), daemon));
        } catch (SnetException e) {
            // What is published is shown all the same.
            others = String.valueOf(e.getMessage());
        }
        String problem = others;
        return group.endpoints().stream()
                .map(uri -> Optional.ofNullable(found.get(uri))
                        .map(ServiceCommand::shown)
                        .orElseGet(() -> new ShownService.Endpoint(
                                uri.toString(), false, Optional.empty(), Optional.of(problem))))
                .toList();
    }

    private static ShownService.Endpoint shown(DaemonHealth daemon) {
        return new ShownService.Endpoint(
                daemon.endpoint().toString(), daemon.problem().isEmpty(), daemon.release(), daemon.problem());
    }
}
