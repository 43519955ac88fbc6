package io.snet4j.cli.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.snet4j.cli.shell.RefusedException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** What {@code snetd serve -c} reads. Holds secrets, so that values are shown by those who know which. */
record DaemonConfig(Path file, JsonNode values) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** @throws RefusedException if it cannot be read, or is no JSON object */
    static DaemonConfig read(Path file) throws IOException {
        try {
            JsonNode values = JSON.readTree(Files.readString(file));
            if (!values.isObject()) {
                throw new RefusedException(file + " is no JSON object");
            }
            return new DaemonConfig(file, values);
        } catch (NoSuchFileException e) {
            throw new RefusedException("there is no file " + file);
        } catch (JsonProcessingException e) {
            // Its message quotes what stands there.
            throw new RefusedException(
                    file + " is no JSON, from line " + e.getLocation().getLineNr() + " on");
        }
    }

    /** @param absent what the daemon takes if it does not stand there */
    String text(String key, String absent) {
        return values.path(key).asText(absent);
    }

    /** @param absent what the daemon takes if it does not stand there */
    boolean flag(String key, boolean absent) {
        return values.path(key).asBoolean(absent);
    }

    /** Where the service's own methods are, if that is a place that can be called. */
    Optional<URI> serviceEndpoint() {
        return endpoint("service_endpoint");
    }

    /** Where {@code training.Model} is, if that is a place that can be called. */
    Optional<URI> modelEndpoint() {
        return text("model_maintenance_endpoint", "").isBlank()
                ? serviceEndpoint()
                : endpoint("model_maintenance_endpoint");
    }

    private Optional<URI> endpoint(String key) {
        try {
            URI uri = URI.create(text(key, ""));
            boolean fits = ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getPort() > 0;
            return fits ? Optional.of(uri) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
