package io.snet4j.cli.call;

import io.grpc.MethodDescriptor.MethodType;
import io.snet4j.JsonCall;
import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.Durations;
import io.snet4j.cli.command.LongCommand;
import io.snet4j.cli.command.ModelIds;
import io.snet4j.cli.command.ServiceArguments;
import io.snet4j.cli.money.Agreement;
import io.snet4j.cli.money.PayOptions;
import io.snet4j.cli.money.Spent;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.Printed;
import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.grpc.DynamicCalls;
import io.snet4j.payment.PaymentStrategy;
import io.snet4j.training.ModelId;
import io.snet4j.value.Cogs;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code snet4j call}. */
@Command(
        name = "call",
        description = {
            "Calls a service's own method and pays for it.",
            "",
            "Where the method takes a stream of requests, and with --parallel, each line is one. Answers of a stream are"
                    + " printed line by line as they come. snet4j methods shows what a request looks like."
        },
        footer = {
            "",
            "Examples:",
            "  snet4j call example-org example-service ask '{\"text\": \"hi\"}' --yes",
            "  snet4j call example-org example-service tell {} --max-price 0.01FET",
            "  snet4j call example-org example-service ask - --parallel 4 --yes"
        })
@Printed(value = Answer.class, lines = true)
public final class CallCommand extends LongCommand {
    @Mixin
    private final ServiceArguments arguments = new ServiceArguments();

    @Parameters(
            index = "2",
            paramLabel = "METHOD",
            description = "package.Service/method, or as much of it as is not ambiguous.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String method;

    @Parameters(
            index = "3",
            arity = "0..1",
            paramLabel = "REQUEST",
            description = "JSON, @FILE, or - for standard input. Default: {}.")
    private String request = "{}";

    @Option(
            names = "--model",
            paramLabel = "ID",
            converter = ModelIds.class,
            description = "Call this model: see snet4j models list.")
    private @Nullable ModelId model;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description =
                    "Take each line for a request of its own, and make N calls at a time. What fails does not stop the"
                            + " others; the exit code is that of the first failure.")
    private @Nullable Integer parallel;

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "How long opening the service may take, and then each call: 90s, 5m. Default: the setting"
                    + " SNET4J_CALL_DEADLINE, or 2m.")
    private @Nullable Duration deadline;

    @Mixin
    private final CallPayment payment = new CallPayment();

    @Mixin
    private final PayOptions pay = new PayOptions();

    private final Spent spent = new Spent();

    CallCommand(Context context) {
        super(context);
    }

    @Override
    protected int work() {
        if (payment.isContradiction()) {
            throw wrongUsage("--free and --prepaid exclude each other");
        }
        if (parallel != null && parallel < 1) {
            throw wrongUsage("--parallel must be positive, not " + parallel);
        }
        Agreement agreement = context().agreement(pay);
        try (SnetClient client = context().client(agreement, this::settings);
                ServiceClient looked = arguments.open(client)) {
            prepared(looked).run(agreement, client, looked);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallCancelledException("interrupted before the call", e, Charge.NONE);
        }
        if (context().shell().terminal().isErr() && !spent.paid().isZero()) {
            output().note(spent.text());
        }
        return ExitCode.OK;
    }

    private void settings(SnetClient.Builder builder) {
        builder.onPayment(spent);
        if (deadline != null) {
            builder.callDeadline(deadline);
        }
    }

    /** What is done once the user agreed; all requests fit. */
    private interface Calls {
        void make(ServiceClient service);
    }

    private record Prepared(CallCommand command, String method, int calls, Calls work) {
        void run(Agreement agreement, SnetClient client, ServiceClient looked) {
            Optional<Cogs> price = looked.api().method(method).price();
            PaymentStrategy strategy = command.payment.agree(agreement, looked, method, price, calls);
            var options = command.arguments.options().payment(strategy).build();
            String organization = looked.organization().id();
            try (ServiceClient service =
                    client.openService(organization, looked.service().id(), options)) {
                work.make(service);
            }
        }
    }

    private Prepared prepared(ServiceClient looked) throws InterruptedException {
        var found = DynamicCalls.of(looked).method(method);
        String name = found.grpc().getFullMethodName();
        MethodType type = found.grpc().getType();
        RequestMaker maker = new RequestMaker(found, Optional.ofNullable(model));
        RequestText text = new RequestText(context().shell(), request);
        Answers answers = new Answers(output());
        if (parallel != null && type != MethodType.UNARY) {
            throw wrongUsage("--parallel is for unary methods, and " + name + " streams");
        }
        if (parallel != null) {
            List<String> lines = text.lines();
            for (int i = 0; i < lines.size(); i++) {
                maker.make(i + 1, lines.get(i));
            }
            List<JsonCall> calls =
                    lines.stream().map(line -> call(name, line).printCompact()).toList();
            int atATime = parallel;
            return new Prepared(this, name, calls.size(), service -> new UnaryCalls(
                            service, answers, context().shell())
                    .run(calls, atATime));
        }
        return switch (type) {
            case UNARY -> {
                String json = text.whole();
                maker.make(json);
                yield new Prepared(this, name, 1, service -> answers.only(service.call(call(name, json))));
            }
            case SERVER_STREAMING -> {
                var message = maker.make(text.whole());
                yield new Prepared(this, name, 1, service -> streamed(service, name, answers)
                        .server(message));
            }
            case CLIENT_STREAMING -> {
                var messages = StreamRequests.ready(maker, text.lines());
                yield new Prepared(this, name, 1, service -> streamed(service, name, answers)
                        .client(messages));
            }
            default -> {
                var messages =
                        text.isLive() ? StreamRequests.live(maker, text) : StreamRequests.ready(maker, text.lines());
                yield new Prepared(this, name, 1, service -> streamed(service, name, answers)
                        .bidi(messages));
            }
        };
    }

    private JsonCall call(String name, String json) {
        JsonCall call = JsonCall.of(name, json);
        return model == null ? call : call.model(model);
    }

    private static StreamCall streamed(ServiceClient service, String name, Answers answers) {
        return new StreamCall(DynamicCalls.of(service).method(name), answers);
    }

    @Override
    protected List<String> cancelled() {
        return List.of("snet4j: cancelled; " + spent.text());
    }
}
