package io.snet4j.cli.call;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.JsonText;
import io.snet4j.cli.shell.Output;
import io.snet4j.internal.text.ForeignText;
import java.util.Optional;
import java.util.function.Consumer;

/** Prints answers. Thread-safe, if one thread prints at a time. */
final class Answers {
    /** Numbers as they are, and texts of any length: how much an answer may hold is the client's to say. */
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final Output output;

    Answers(Output output) {
        this.output = output;
    }

    /** The only one: as text, on as many lines as it has. */
    void only(String json) {
        print(1, json, answer -> output.line(JsonText.printable(json)));
    }

    /** One of a stream: as text, on one line. */
    void next(int index, String json) {
        print(index, json, answer -> output.line(JsonText.printable(line(answer))));
    }

    /** To one of several requests: as text, on one line behind the request's number. */
    void of(int index, String json) {
        print(index, json, answer -> output.line(index + "  " + JsonText.printable(line(answer))));
    }

    /** Why there is none to one of several requests. */
    void failed(int index, RuntimeException failure) {
        String problem = ForeignText.of(String.valueOf(failure.getMessage()));
        output.print(
                new Answer(index, Optional.empty(), Optional.of(problem), ExitCode.of(failure)),
                answer -> output.line(index + "  failed: " + problem));
    }

    private void print(int index, String json, Consumer<Answer> asText) {
        try {
            JsonNode answer = JSON.readTree(json);
            output.print(new Answer(index, Optional.of(answer), Optional.empty(), ExitCode.OK), asText);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("protobuf's JSON is none", e);
        }
    }

    private static String line(Answer answer) {
        return answer.answer().orElseThrow().toString();
    }
}
