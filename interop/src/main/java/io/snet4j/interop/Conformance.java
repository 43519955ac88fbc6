package io.snet4j.interop;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.internal.core.FreePort;
import io.snet4j.provider.tck.ConformanceRun;
import io.snet4j.provider.tck.ProtocolRule;
import io.snet4j.provider.tck.ProviderUnderTest;
import io.snet4j.provider.tck.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** Checks the provider in Python against the rules of the protocol; prints one verdict per line. */
public final class Conformance {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Conformance() {}

    /**
     * @param arguments the good dataset, the bad one, and the command that starts the provider, in which {@code PORT}
     *     stands for its port
     */
    public static void main(String[] arguments) throws IOException {
        // The provider's output is the process's, and its lines are no verdicts.
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        String port = Integer.toString(FreePort.find());
        String[] command = Arrays.stream(arguments)
                .skip(2)
                .map(argument -> argument.equals("PORT") ? port : argument)
                .toArray(String[]::new);
        ProviderUnderTest provider = ProviderUnderTest.at(URI.create("http://127.0.0.1:" + port))
                .service("text.Classifier", "classify")
                .goodDataset(Path.of(arguments[0]))
                .badDataset(Path.of(arguments[1]))
                .startCommand(command)
                .build();
        try (ConformanceRun run = ConformanceRun.start(provider)) {
            for (ProtocolRule rule : ProtocolRule.values()) {
                Verdict verdict = run.check(rule);
                ObjectNode line = JSON.createObjectNode()
                        .put("rule", rule.toString())
                        .put("outcome", verdict.outcome().name())
                        .put("words", verdict.words());
                out.println(JSON.writeValueAsString(line));
            }
        }
    }
}
