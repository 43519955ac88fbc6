package io.snet4j.cli.training;

import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.cli.command.Context;
import io.snet4j.cli.command.ModelIds;
import io.snet4j.cli.command.ServiceArguments;
import io.snet4j.training.ModelId;
import io.snet4j.training.Training;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which model of which service. */
final class ModelArguments {
    @Mixin
    private final ServiceArguments service = new ServiceArguments();

    @Parameters(
            index = "2",
            paramLabel = "MODEL",
            converter = ModelIds.class,
            description = "The model's id: see snet4j models list.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ModelId model;

    ServiceArguments service() {
        return service;
    }

    ModelId model() {
        return model;
    }

    /** What is asked of the service and costs nothing. */
    <R> R ask(Context context, Function<Training, R> question) {
        return ask(context, service, question);
    }

    static <R> R ask(Context context, ServiceArguments service, Function<Training, R> question) {
        try (SnetClient client = context.client();
                ServiceClient opened = service.open(client)) {
            return question.apply(opened.training());
        }
    }
}
