package io.snet4j.benchmark.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.snet4j.benchmark.peer.Side;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * One run.
 *
 * @param kind {@code quick} or {@code all}
 * @param sides that were measured
 * @param noise see {@link Noise#amount}
 * @param micro nanoseconds of the small things
 * @param failures scenarios that could not be measured, and why
 */
public record Results(
        String kind,
        Machine machine,
        Set<Side> sides,
        double noise,
        boolean tooNoisy,
        List<Row> rows,
        List<Growth> growths,
        List<Micro> micro,
        List<String> failures) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** One of the small things, by JMH. */
    public record Micro(String name, double micros, double error) {}

    public void write(Path file) {
        try {
            Files.writeString(file, JSON.writeValueAsString(this));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Results read(Path file) {
        try {
            return JSON.readValue(Files.readString(file), Results.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
