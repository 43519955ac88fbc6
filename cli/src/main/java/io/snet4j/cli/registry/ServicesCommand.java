package io.snet4j.cli.registry;

import io.snet4j.Discovery;
import io.snet4j.DiscoveryReport;
import io.snet4j.SnetClient;
import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.LongCommand;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.Printed;
import io.snet4j.cli.shell.Table;
import io.snet4j.errors.ChainException;
import io.snet4j.errors.NotFoundException;
import io.snet4j.errors.SnetException;
import io.snet4j.internal.text.ForeignText;
import io.snet4j.registry.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code snet4j services}. */
@Command(
        name = "services",
        description = "Lists the services of one organization, or of all, with their prices.",
        footer = {"", "Examples:", "  snet4j services example-org", "  snet4j services --trainable --json"})
@Printed(ServicesCommand.Services.class)
public final class ServicesCommand extends LongCommand {
    record Services(List<Listed> services) {}

    /**
     * One service.
     *
     * @param price of its first group
     * @param problem why it cannot be read; then the rest is empty
     */
    record Listed(
            String organization,
            String service,
            Optional<String> name,
            Optional<Prices> price,
            Optional<String> problem) {}

    private record Id(String organization, String service) {}

    @Parameters(index = "0", arity = "0..1", paramLabel = "ORG", description = "The organization's id. Default: all.")
    private @Nullable String organization;

    @Option(names = "--trainable", description = "Only those with a method whose models can be trained.")
    private boolean trainable;

    ServicesCommand(Context context) {
        super(context);
    }

    @Override
    protected int work() {
        try (SnetClient client = context().reader()) {
            List<Id> ids = trainable ? trainable(client) : all(client);
            output().print(
                            new Services(InOrder.look(context().shell(), "services", ids, id -> listed(client, id))),
                            this::print);
        }
        return ExitCode.OK;
    }

    private List<Id> all(SnetClient client) {
        if (organization != null) {
            return ids(client, organization);
        }
        List<Id> ids = new ArrayList<>();
        List<String> organizations = client.registry().organizationIds();
        for (List<Id> some : InOrder.look(context().shell(), "organizations", organizations, id -> known(client, id))) {
            ids.addAll(some);
        }
        return ids;
    }

    private static List<Id> ids(SnetClient client, String organization) {
        return client.registry().serviceIds(organization).stream()
                .map(service -> new Id(organization, service))
                .toList();
    }

    /** One that the library cannot ask for keeps nobody from seeing the others. */
    private List<Id> known(SnetClient client, String id) {
        try {
            return ids(client, id);
        } catch (IllegalArgumentException | NotFoundException e) {
            output().note(ForeignText.of(id + " cannot be listed: " + e.getMessage()));
            return List.of();
        }
    }

    private List<Id> trainable(SnetClient client) {
        if (organization != null) {
            // One that is not there is an error here, not a service that cannot be read.
            client.registry().serviceIds(organization);
        }
        Discovery wanted = organization == null ? Discovery.everywhere() : Discovery.in(organization);
        DiscoveryReport report = SearchProgress.discover(context().shell(), client, wanted);
        if (!report.broken().isEmpty()) {
            output().note(report.broken().size() + " services could not be read; snet4j discover says why.");
        }
        return report.trainable().stream()
                .map(found -> new Id(found.organizationId(), found.serviceId()))
                .toList();
    }

    private static Listed listed(SnetClient client, Id id) {
        try {
            Service service = client.registry().service(id.organization(), id.service());
            return new Listed(
                    id.organization(),
                    id.service(),
                    Optional.of(service.displayName()),
                    Optional.of(Prices.of(service.groups().get(0).pricing())),
                    Optional.empty());
        } catch (ChainException e) {
            // A node that is away is away for all of them.
            throw e;
        } catch (SnetException | IllegalArgumentException e) {
            return broken(id, e);
        }
    }

    private static Listed broken(Id id, RuntimeException e) {
        return new Listed(
                id.organization(),
                id.service(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(String.valueOf(e.getMessage())));
    }

    private void print(Services all) {
        Table table = new Table("ORGANIZATION", "SERVICE", "PRICE", "NAME");
        all.services()
                .forEach(one -> table.row(
                        one.organization(),
                        one.service(),
                        one.price().map(Prices::text).orElse("-"),
                        one.name()
                                .orElseGet(
                                        () -> "cannot be read: " + one.problem().orElse(""))));
        output().table(table);
    }

    @Override
    protected List<String> cancelled() {
        return List.of("snet4j: cancelled; nothing was paid");
    }
}
