package io.snet4j.cli.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.snet4j.internal.files.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The file in which a devnet leaves its settings while it runs, so that other commands find it. */
public final class RunningDevnet {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Path file;

    public RunningDevnet(Path stateFolder) {
        this.folder = stateFolder;
        this.file = stateFolder.resolve("devnet.json");
    }

    /** Offers the settings of this process's devnet while the work runs. The last one that began is the one that is found. */
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
        ProcessHandle self = ProcessHandle.current();
        try {
            OwnerOnly.createFolders(folder, 1);
            byte[] text = JSON.writeValueAsBytes(Map.of(
                    "pid",
                    self.pid(),
                    "started",
                    self.info().startInstant().map(Instant::toString).orElse(""),
                    "settings",
                    settings));
            Files.deleteIfExists(file);
            try (FileChannel out = OwnerOnly.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                out.write(ByteBuffer.wrap(text));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void withdraw() {
        long self = ProcessHandle.current().pid();
        if (read().filter(node -> node.path("pid").asLong() == self).isPresent()) {
            delete();
        }
    }

    /** Those of a consumer, if a devnet runs. */
    public Optional<Map<String, String>> settings() {
        return read().filter(RunningDevnet::lives).map(node -> {
            Map<String, String> settings = new TreeMap<>();
            node.path("settings")
                    .properties()
                    .forEach(entry ->
                            settings.put(entry.getKey(), entry.getValue().asText()));
            return settings;
        });
    }

    /** A process that was killed leaves the file; its number may be another process's by now. */
    private static boolean lives(JsonNode node) {
        String started = node.path("started").asText();
        return ProcessHandle.of(node.path("pid").asLong())
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info()
                        .startInstant()
                        .map(Instant::toString)
                        .orElse("")
                        .equals(started))
                .isPresent();
    }

    private Optional<JsonNode> read() {
        try {
            return Optional.of(JSON.readTree(Files.readString(file)));
        } catch (NoSuchFileException | JsonProcessingException e) {
            // None, or one that was killed while it wrote.
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
