package io.snet4j.devnet;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where anvil is: what {@code SNET4J_ANVIL} names, else the one packed into this jar. */
final class AnvilProgram {
    static final String VARIABLE = "SNET4J_ANVIL";

    private final @Nullable Path file;
    private final @Nullable URL packed;

    private AnvilProgram(@Nullable Path file, @Nullable URL packed) {
        this.file = file;
        this.packed = packed;
    }

    /** @throws DevnetException if there is none */
    static AnvilProgram find(Map<String, String> environment) {
        String named = environment.get(VARIABLE);
        if (named != null && !named.isBlank()) {
            Path path = Path.of(named).toAbsolutePath();
            if (!Files.isExecutable(path) || Files.isDirectory(path)) {
                throw new DevnetException(VARIABLE + " names " + path + ", which is no program; correct or unset it");
            }
            return new AnvilProgram(path, null);
        }
        String platform = platform();
        URL packed = AnvilProgram.class.getResource("anvil/" + platform + "/anvil");
        if (packed == null) {
            throw new DevnetException(
                    "no anvil for " + platform + " was built into snet4j-devnet; build it with Node 20"
                            + " or newer, or name an installed anvil in " + VARIABLE);
        }
        // In a folder of classes it is a program already; in a jar it is not.
        return packed.getProtocol().equals("file")
                ? new AnvilProgram(Path.of(URI.create(packed.toString())), null)
                : new AnvilProgram(null, packed);
    }

    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).split(" ", -1)[0];
        String processor = System.getProperty("os.arch");
        return system + "-" + (processor.equals("x86_64") ? "amd64" : processor);
    }

    Path in(Path folder) {
        return file != null ? file : folder.resolve("anvil");
    }

    /** Puts it where {@link #in} says. */
    void provideIn(Path folder) {
        if (packed == null) {
            return;
        }
        Path target = in(folder);
        try (var in = packed.openStream()) {
            Files.copy(in, target);
            if (!target.toFile().setExecutable(true)) {
                throw new IOException("cannot be made executable");
            }
        } catch (IOException e) {
            throw new DevnetException("cannot unpack anvil to " + target + ": " + e.getMessage(), e);
        }
    }
}
