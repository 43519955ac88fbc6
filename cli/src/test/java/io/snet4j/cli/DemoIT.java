package io.snet4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Spliterators;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code demo --json}, as a script sees it. */
class DemoIT {
    @Test
    void theDemoTrainsAModelAndTheBooksBalance(@TempDir Path folder) throws Exception {
        try (var demo = Child.start(folder, "demo", "--json")) {
            var line = demo.readAll();

            assertThat(demo.exitCode()).as(demo::err).isZero();
            assertThat(line.lines()).as("nothing but the object").hasSize(1);
            assertShape(new ObjectMapper().readTree(line));
            assertThat(demo.err()).contains("VALIDATED", "READY_TO_USE", "upload 100%", "claimed");
            assertThat(demo.err().lines()).allSatisfy(text -> assertThat(text).hasSizeLessThanOrEqualTo(80));
            demo.assertNoProcessIsLeft();
            demo.assertNoFileIsLeft();
        }
    }

    private static void assertShape(JsonNode json) {
        assertThat(names(json))
                .containsExactly(
                        "modelId",
                        "status",
                        "methodName",
                        "accuracy",
                        "prices",
                        "calls",
                        "channel",
                        "blocks",
                        "seconds");
        assertThat(names(json.get("accuracy"))).containsExactly("default", "trained");
        assertThat(names(json.get("prices"))).containsExactly("validate", "train", "call");
        assertThat(names(json.get("channel"))).containsExactly("id", "deposited", "signed", "claimed", "remaining");
        assertThat(names(json.get("blocks"))).containsExactly("first", "last");
        assertThat(names(json.get("seconds"))).containsExactly("network", "upload", "validation", "training", "total");

        assertThat(json.get("status").asText()).isEqualTo("READY_TO_USE");
        var trained = json.at("/accuracy/trained").asDouble();
        assertThat(trained)
                .isBetween(0.85, 1.0)
                .isGreaterThanOrEqualTo(json.at("/accuracy/default").asDouble() + 0.3);
        assertThat(json.get("calls").asInt()).isGreaterThanOrEqualTo(400);
        var calls = BigInteger.valueOf(json.get("calls").asInt());
        assertThat(amount(json, "/channel/signed"))
                .isPositive()
                .isEqualTo(amount(json, "/prices/validate")
                        .add(amount(json, "/prices/train"))
                        .add(amount(json, "/prices/call").multiply(calls)))
                .isEqualTo(amount(json, "/channel/claimed"));
        assertThat(amount(json, "/channel/deposited"))
                .isEqualTo(amount(json, "/channel/claimed").add(amount(json, "/channel/remaining")));
        assertThat(json.at("/blocks/last").asLong())
                .isGreaterThan(json.at("/blocks/first").asLong());
    }

    private static BigInteger amount(JsonNode json, String path) {
        assertThat(json.at(path).isTextual()).as(path).isTrue();
        return new BigInteger(json.at(path).asText());
    }

    private static List<String> names(JsonNode json) {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(json.fieldNames(), 0), false)
                .toList();
    }
}
