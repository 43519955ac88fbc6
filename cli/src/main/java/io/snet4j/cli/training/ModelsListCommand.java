package io.snet4j.cli.training;

import io.snet4j.cli.command.Addresses;
import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.ServiceArguments;
import io.snet4j.cli.command.SnetCommand;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.Printed;
import io.snet4j.cli.shell.Table;
import io.snet4j.training.ModelFilter;
import io.snet4j.training.ModelStatus;
import io.snet4j.value.Address;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code snet4j models list}. */
@Command(
        name = "list",
        description = "Lists public models, your own, and those shared with you.",
        footer = {
            "",
            "Examples:",
            "  snet4j models list example-org example-service",
            "  snet4j models list example-org example-service --status ready_to_use"
        })
@Printed(ModelsListCommand.Models.class)
final class ModelsListCommand extends SnetCommand {
    record Models(List<ShownModel> models) {}

    @Mixin
    private final ServiceArguments service = new ServiceArguments();

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            split = ",",
            description = "Only models of this status: ${COMPLETION-CANDIDATES}. May be repeated.")
    private List<ModelStatus> statuses = List.of();

    @Option(names = "--name", paramLabel = "TEXT", description = "Only models whose name contains this.")
    private @Nullable String name;

    @Option(names = "--method", paramLabel = "TEXT", description = "Only models for methods whose name contains this.")
    private @Nullable String method;

    @Option(
            names = "--service",
            paramLabel = "TEXT",
            description = "Only models for methods of a protobuf service whose name contains this.")
    private @Nullable String protoService;

    @Option(
            names = "--created-by",
            paramLabel = "ADDRESS",
            converter = Addresses.class,
            description = "Only models of this creator.")
    private @Nullable Address createdBy;

    @Option(names = "--public", description = "Only public models.")
    private boolean onlyPublic;

    @Option(names = "--private", description = "Only private models.")
    private boolean onlyPrivate;

    ModelsListCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        ModelFilter filter = filter();
        List<ShownModel> models =
                ModelArguments.ask(context(), service, training -> training.getAllModels(filter).stream()
                        .map(ShownModel::of)
                        .toList());
        output().print(new Models(models), all -> print(all.models()));
        return ExitCode.OK;
    }

    private void print(List<ShownModel> models) {
        Table table = new Table("MODEL", "STATUS", "METHOD", "ACCESS", "CREATED", "NAME");
        models.forEach(model -> table.row(
                model.id().value(),
                model.status(),
                model.method(),
                model.visibility(),
                model.createdText(),
                model.name()));
        if (table.isEmpty()) {
            output().note("no models");
        } else {
            output().table(table);
        }
    }

    private ModelFilter filter() {
        if (onlyPublic && onlyPrivate) {
            throw wrongUsage("--public and --private exclude each other");
        }
        ModelFilter.Builder filter = ModelFilter.builder();
        try {
            filter.statuses(statuses.toArray(ModelStatus[]::new));
        } catch (IllegalArgumentException e) {
            throw wrongUsage(String.valueOf(e.getMessage()));
        }
        if (name != null) {
            filter.nameContains(name);
        }
        if (method != null) {
            filter.methodContains(method);
        }
        if (protoService != null) {
            filter.serviceContains(protoService);
        }
        if (createdBy != null) {
            filter.createdBy(createdBy);
        }
        if (onlyPublic) {
            filter.onlyPublic();
        }
        if (onlyPrivate) {
            filter.onlyPrivate();
        }
        return filter.build();
    }
}
