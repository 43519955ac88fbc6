package io.snet4j.cli.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.snet4j.ApiMethod;
import io.snet4j.cli.shell.JsonText;
import io.snet4j.cli.shell.Output;
import io.snet4j.value.Cogs;
import java.util.Locale;
import java.util.Optional;

/**
 * A method of a service.
 *
 * @param method {@code package.Service/method}
 * @param kind {@code unary}, {@code server streaming}, {@code client streaming} or {@code bidi streaming}
 * @param price of a call; null where the service's price list has none
 * @param dataset what its models need; null if it has none to train
 * @param example a request in protobuf's JSON
 */
record ShownMethod(
        String method,
        String kind,
        Optional<Cogs> price,
        String request,
        String response,
        Optional<DatasetNeeds> dataset,
        JsonNode example) {
    static ShownMethod of(ApiMethod method, JsonNode example) {
        return new ShownMethod(
                method.fullName(),
                method.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                method.price(),
                method.request(),
                method.response(),
                method.training().map(DatasetNeeds::of),
                example);
    }

    void print(Output output) {
        output.field("method", method);
        output.field("kind", kind);
        output.field("price", price.map(Cogs::toString).orElse("none"));
        output.field("request", request);
        output.field("response", response);
        dataset.ifPresent(needs -> {
            output.field("dataset", needs.text());
            needs.maxModels().ifPresent(most -> output.field("models", "up to " + most + " of one user"));
            needs.defaultModel().ifPresent(model -> output.field("default model", model));
        });
        output.field("example", JsonText.printable(example.toString()));
    }
}
