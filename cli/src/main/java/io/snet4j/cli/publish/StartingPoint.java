package io.snet4j.cli.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.snet4j.cli.shell.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a new {@code snet.yaml} is filled with. */
final class StartingPoint {
    private static final int MAX_BYTES = 1 << 20;
    private static final String PROTO = "src/main/protobuf";

    private final Map<String, String> values = new LinkedHashMap<>();

    private StartingPoint() {}

    /** Whatever the folder tells: a daemon's configuration, proto files. */
    static StartingPoint in(Path folder) {
        StartingPoint start = new StartingPoint();
        Path config = folder.resolve("snetd.json");
        JsonNode daemon = Files.exists(config) ? read(config) : new ObjectMapper().createObjectNode();
        start.values.put("ORGANIZATION", daemon.path("organization_id").asText(""));
        start.values.put("SERVICE", daemon.path("service_id").asText(""));
        start.values.put("GROUP", daemon.path("daemon_group_name").asText("default_group"));
        String endpoint = daemon.path("daemon_endpoint").asText("");
        boolean local = endpoint.startsWith("127.") || endpoint.startsWith("localhost");
        start.values.put("ENDPOINT", endpoint.isEmpty() ? "" : (local ? "http://" : "https://") + endpoint);
        start.values.put("PROTO", Files.isDirectory(folder.resolve(PROTO)) ? PROTO : "proto");
        start.values.put("PAYMENT", "");
        return start;
    }

    private static JsonNode read(Path config) {
        try (InputStream in = Files.newInputStream(config)) {
            return new ObjectMapper().readTree(in.readNBytes(MAX_BYTES));
        } catch (IOException e) {
            throw new RefusedException("cannot read " + config + ": " + e);
        }
    }

    StartingPoint with(@Nullable String organization, @Nullable String service, @Nullable String payment) {
        put("ORGANIZATION", organization);
        put("SERVICE", service);
        put("PAYMENT", payment);
        return this;
    }

    private void put(String name, @Nullable String value) {
        if (value != null) {
            values.put(name, value);
        }
    }

    String text() {
        String text = template();
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace("{" + value.getKey() + "}", quoted(value.getValue()));
        }
        return text;
    }

    /** Of anything a text in YAML. */
    private static String quoted(String value) {
        return value.matches("[A-Za-z][A-Za-z0-9_./-]*")
                ? value
                : new ObjectMapper().valueToTree(value).toString();
    }

    private static String template() {
        try (InputStream in =
                Objects.requireNonNull(StartingPoint.class.getResourceAsStream(Sources.FILE), Sources.FILE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
