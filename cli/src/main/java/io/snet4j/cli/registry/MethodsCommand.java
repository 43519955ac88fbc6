package io.snet4j.cli.registry;

import io.snet4j.ApiMessage;
import io.snet4j.ApiMethod;
import io.snet4j.ServiceApi;
import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.ServiceArguments;
import io.snet4j.cli.command.SnetCommand;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.Printed;
import io.snet4j.cli.shell.Table;
import io.snet4j.grpc.DynamicCalls;
import io.snet4j.internal.text.ForeignText;
import io.snet4j.value.Cogs;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code snet4j methods}. */
@Command(
        name = "methods",
        description =
                "Shows what a service offers: its methods; of one method the messages, an example of a request, and"
                        + " what a dataset for its models must be like.",
        footer = {
            "",
            "Examples:",
            "  snet4j methods example-org example-service",
            "  snet4j methods example-org example-service ask"
        })
@Printed(MethodsCommand.Methods.class)
public final class MethodsCommand extends SnetCommand {
    /**
     * All methods, or one, and the messages.
     *
     * @param unreadable methods that are published but cannot be called, each with the reason
     */
    record Methods(
            List<ShownMethod> methods, List<Message> messages, List<Choice> enums, Map<String, String> unreadable) {}

    record Message(String name, List<Field> fields) {}

    /** @param label {@code none}, {@code optional}, {@code required} or {@code repeated} */
    record Field(String name, String jsonName, String type, String label) {}

    record Choice(String name, List<String> values) {}

    @Mixin
    private final ServiceArguments arguments = new ServiceArguments();

    @Parameters(index = "2", arity = "0..1", paramLabel = "METHOD", description = "One method. Default: all.")
    private @Nullable String method;

    MethodsCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        try (SnetClient client = context().reader();
                ServiceClient service = arguments.open(client)) {
            ServiceApi api = service.api();
            DynamicCalls calls = DynamicCalls.of(service);
            List<ApiMethod> shown = method == null ? api.methods() : List.of(api.method(method));
            MessagesOf used = new MessagesOf(api);
            shown.forEach(used::add);
            Methods all = new Methods(
                    shown.stream()
                            .map(one -> ShownMethod.of(
                                    one,
                                    ExampleRequest.of(calls.method(one.fullName())
                                            .descriptor()
                                            .getInputType())))
                            .toList(),
                    used.messages().stream().map(MethodsCommand::message).toList(),
                    used.enums().stream()
                            .map(type -> new Choice(
                                    type.name(), List.copyOf(type.values().keySet())))
                            .toList(),
                    api.unreadable());
            output().print(all, method == null ? this::printAll : this::printOne);
        }
        return ExitCode.OK;
    }

    private static Message message(ApiMessage type) {
        return new Message(
                type.name(),
                type.fields().stream()
                        .map(field -> new Field(
                                field.name(),
                                field.jsonName(),
                                field.type(),
                                field.label().name().toLowerCase(Locale.ROOT)))
                        .toList());
    }

    private void printAll(Methods all) {
        Table table = new Table("METHOD", "KIND", "PRICE", "REQUEST", "RESPONSE", "DATASET");
        all.methods()
                .forEach(one -> table.row(
                        one.method(),
                        one.kind(),
                        one.price().map(Cogs::toString).orElse("none"),
                        one.request(),
                        one.response(),
                        one.dataset().map(DatasetNeeds::text).orElse("-")));
        output().table(table);
        all.unreadable()
                .forEach((name, reason) -> output().line(ForeignText.of(name + " cannot be called: " + reason)));
    }

    private void printOne(Methods all) {
        all.methods().forEach(one -> one.print(output()));
        all.messages().forEach(message -> {
            output().line("");
            output().line(ForeignText.of("message " + message.name()));
            message.fields().forEach(field -> output().line(ForeignText.of("  "
                    + (field.label().equals("none") ? "" : field.label() + " ")
                    + field.type() + " " + field.name())));
        });
        all.enums().forEach(type -> {
            output().line("");
            output().line(ForeignText.of("enum " + type.name() + ": " + String.join(", ", type.values())));
        });
    }
}
