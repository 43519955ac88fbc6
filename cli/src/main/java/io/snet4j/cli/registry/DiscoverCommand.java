package io.snet4j.cli.registry;

import io.snet4j.Discovery;
import io.snet4j.DiscoveryReport;
import io.snet4j.SnetClient;
import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.LongCommand;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.Printed;
import io.snet4j.cli.shell.Table;
import io.snet4j.value.Cogs;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code snet4j discover}. */
@Command(
        name = "discover",
        description = "Finds the methods whose models can be trained, with what their datasets must be like.",
        footer = {"", "Examples:", "  snet4j discover example-org", "  snet4j discover --limit 100 --json"})
@Printed(DiscoverCommand.Discovered.class)
public final class DiscoverCommand extends LongCommand {
    /**
     * What was found.
     *
     * @param services how many were looked at
     * @param complete whether there was no more to look at
     */
    record Discovered(List<Trainable> methods, List<Broken> broken, int services, boolean complete) {}

    record Trainable(String organization, String service, String method, Optional<Cogs> price, DatasetNeeds dataset) {}

    record Broken(String organization, Optional<String> service, String problem) {}

    @Parameters(index = "0..*", arity = "0..*", paramLabel = "ORG", description = "Where to look. Default: everywhere.")
    private List<String> organizations = List.of();

    @Option(names = "--limit", paramLabel = "N", description = "Look at this many services at most.")
    private int limit = Integer.MAX_VALUE;

    DiscoverCommand(Context context) {
        super(context);
    }

    @Override
    protected int work() {
        if (limit < 1) {
            throw wrongUsage("--limit must be positive, not " + limit);
        }
        try (SnetClient client = context().reader()) {
            // One that is not there is an error, not a service that cannot be read.
            organizations.forEach(client.registry()::serviceIds);
            Discovery wanted = organizations.isEmpty()
                    ? Discovery.everywhere()
                    : Discovery.in(organizations.toArray(String[]::new));
            DiscoveryReport report = SearchProgress.discover(context().shell(), client, wanted.limit(limit));
            output().print(discovered(report), this::print);
        }
        return ExitCode.OK;
    }

    private static Discovered discovered(DiscoveryReport report) {
        return new Discovered(
                report.trainable().stream()
                        .flatMap(service -> service.methods().stream()
                                .map(method -> new Trainable(
                                        service.organizationId(),
                                        service.serviceId(),
                                        method.fullName(),
                                        method.price(),
                                        DatasetNeeds.of(method.training().orElseThrow()))))
                        .toList(),
                report.broken().stream()
                        .map(one -> new Broken(
                                one.organizationId(),
                                one.serviceId(),
                                String.valueOf(one.cause().getMessage())))
                        .toList(),
                report.services(),
                report.complete());
    }

    private void print(Discovered found) {
        Table table = new Table("ORGANIZATION", "SERVICE", "METHOD", "PRICE", "DATASET");
        found.methods()
                .forEach(one -> table.row(
                        one.organization(),
                        one.service(),
                        one.method(),
                        one.price().map(Cogs::toString).orElse("none"),
                        one.dataset().text()));
        output().table(table);
        if (!found.broken().isEmpty()) {
            Table broken = new Table("ORGANIZATION", "SERVICE", "CANNOT BE READ");
            found.broken()
                    .forEach(one -> broken.row(one.organization(), one.service().orElse("all"), one.problem()));
            output().line("");
            output().table(broken);
        }
        output().note("Looked at " + SearchProgress.counted(found.services())
                + (found.complete() ? "." : "; there are more."));
    }

    @Override
    protected List<String> cancelled() {
        return List.of("snet4j: cancelled; nothing was paid");
    }
}
