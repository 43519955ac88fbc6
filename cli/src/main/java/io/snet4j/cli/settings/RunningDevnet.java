package io.snet4j.cli.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.internal.files.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The file in which a devnet leaves its settings while it runs, so that other commands find it. */
public final class RunningDevnet {
    /**
     * Where there is no file, no JSON is needed, and to load what reads it would take half of a short command's time.
     */
    private static final class Json {
        static final ObjectMapper MAPPER = new ObjectMapper();
    }

    private final Path folder;
    private final Path file;

    public RunningDevnet(Path stateFolder) {
        this.folder = stateFolder;
        this.file = stateFolder.resolve("devnet.json");
    }

    /**
     * Offers the settings of this process's devnet while the work runs. The last one that began is the one that is
     * found.
     */
    public void offer(Map<String, String> settings, Runnable work) {
        write(settings);
        // A signal ends the process without coming back here.
        Thread end = new Thread(this::withdraw, "devnet-offer");
        Runtime.getRuntime().addShutdownHook(end);
        try {
            work.run();
        } finally {
            withdraw();
        }
    }

    private void write(Map<String, String> settings) {
        try {
            OwnerOnly.createFolders(folder, 1);
            ObjectNode offered = ProcessMark.put(Json.MAPPER.createObjectNode());
            offered.set("settings", Json.MAPPER.valueToTree(settings));
            Files.deleteIfExists(file);
            OwnerOnly.write(
                    file,
                    Json.MAPPER.writeValueAsBytes(offered),
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void withdraw() {
        if (read().filter(ProcessMark::isOwn).isPresent()) {
            delete();
        }
    }

    /** Those of a consumer, if a devnet runs. */
    public Optional<Map<String, String>> settings() {
        return read().filter(ProcessMark::lives).map(node -> {
            Map<String, String> settings = new TreeMap<>();
            node.path("settings")
                    .properties()
                    .forEach(entry ->
                            settings.put(entry.getKey(), entry.getValue().asText()));
            return settings;
        });
    }

    private Optional<JsonNode> read() {
        try {
            return Optional.of(parsed(Files.readString(file)));
        } catch (NoSuchFileException | JsonProcessingException e) {
            // None, or one that was killed while it wrote.
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parsed(String text) throws JsonProcessingException {
        return Json.MAPPER.readTree(text);
    }

    private void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
