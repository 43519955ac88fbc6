package io.snet4j.maven;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.snet4j.internal.text.ForeignText;
import io.snet4j.registry.ProtoFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A folder with one service's proto files, and a list of what was put there, which is written last: a folder half
 * filled is as good as an empty one. Only listed files are ever deleted.
 */
final class ProtoFolder {
    private static final String LIST = ".snet4j-proto";
    private static final String OURS = "training.proto";

    private final Path folder;
    private final String service;

    ProtoFolder(Path folder, String service) {
        this.folder = folder.toAbsolutePath().normalize();
        this.service = service;
    }

    /** Whether all files of this API are here, as they were written. */
    boolean holds(URI api) throws IOException {
        List<String> lines = lines();
        return isFilled() && lines.get(1).equals(api.toString());
    }

    /** Whether all files of some API of the service are here, as they were written. */
    boolean isFilled() throws IOException {
        List<String> lines = lines();
        if (lines.size() < 2 || !lines.get(0).equals(service)) {
            return false;
        }
        for (String line : lines.subList(2, lines.size())) {
            Path file = resolve(line.substring(line.indexOf(' ') + 1));
            if (!Files.isRegularFile(file) || !line.startsWith(hash(Files.readAllBytes(file)) + " ")) {
                return false;
            }
        }
        return true;
    }

    /** @throws IllegalArgumentException for a path that leads out of the folder; nothing is written then */
    void fill(URI api, List<ProtoFile> files) throws IOException {
        List<ProtoFile> wanted =
                files.stream().filter(file -> !file.path().equals(OURS)).toList();
        wanted.forEach(file -> resolve(file.path()));
        clear();
        List<String> list = new ArrayList<>(List.of(service, api.toString()));
        for (ProtoFile file : wanted) {
            byte[] bytes = file.text().getBytes(UTF_8);
            Path path = resolve(file.path());
            Files.createDirectories(path.getParent());
            Files.write(path, bytes);
            list.add(hash(bytes) + " " + file.path());
        }
        Files.createDirectories(folder);
        Files.write(folder.resolve(LIST), list, UTF_8);
    }

    private void clear() throws IOException {
        List<String> lines = lines();
        Files.deleteIfExists(folder.resolve(LIST));
        for (String line : lines.subList(Math.min(2, lines.size()), lines.size())) {
            Files.deleteIfExists(resolve(line.substring(line.indexOf(' ') + 1)));
        }
    }

    private List<String> lines() throws IOException {
        Path list = folder.resolve(LIST);
        return Files.exists(list) ? Files.readAllLines(list, UTF_8) : List.of();
    }

    private Path resolve(String path) {
        Path file = folder.resolve(path).normalize();
        if (!file.startsWith(folder) || file.equals(folder) || !path.endsWith(".proto")) {
            throw new IllegalArgumentException(
                    "not the path of a proto file within a folder: " + ForeignText.quoted(path));
        }
        return file;
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return service;
    }
}
