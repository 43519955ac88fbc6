package io.snet4j.cli.settings;

import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.RefusedException;
import io.snet4j.internal.files.OwnerOnly;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Named settings in one file of properties, {@code NAME.SNET4J_RPC=…}, and which of them is used, {@code use=NAME}. Two
 * names are always there, with nothing but the network: mainnet and sepolia. {@code devnet} is the one that runs.
 */
public final class Profiles {
    public static final String DEVNET = "devnet";

    private static final String USE = "use";
    private static final List<String> PRESETS = List.of("mainnet", "sepolia");
    private static final String PREFIX = "SNET4J_";

    private final Path folder;
    private final Path file;
    private final RunningDevnet devnet;

    public Profiles(Path configFolder, RunningDevnet devnet) {
        this.folder = configFolder;
        this.file = configFolder.resolve("settings.properties");
        this.devnet = devnet;
    }

    public Path file() {
        return file;
    }

    /** The one that is used when none is named. */
    public Optional<String> used() {
        return Optional.ofNullable(read().getProperty(USE)).map(String::strip).filter(name -> !name.isEmpty());
    }

    /** All names, in order. */
    public List<String> names() {
        TreeSet<String> names = new TreeSet<>(PRESETS);
        read().stringPropertyNames().stream()
                .filter(key -> key.contains("."))
                .map(key -> key.substring(0, key.indexOf('.')))
                .forEach(names::add);
        if (devnet.settings().isPresent()) {
            names.add(DEVNET);
        }
        return List.copyOf(names);
    }

    /**
     * A profile's settings, by the names of the environment's variables.
     *
     * @throws RefusedException if there is none of the name
     */
    public Map<String, String> settings(String name) {
        if (name.equals(DEVNET)) {
            return devnet.settings()
                    .orElseThrow(() ->
                            new RefusedException("no devnet runs; start one with snet4j devnet", ExitCode.NOT_FOUND));
        }
        if (!names().contains(name)) {
            throw new RefusedException(
                    "there is no profile " + name + "; there are " + String.join(", ", names())
                            + "; snet4j network set " + checked(name) + " SNET4J_RPC=… makes one",
                    ExitCode.NOT_FOUND);
        }
        Map<String, String> settings = new TreeMap<>();
        if (PRESETS.contains(name)) {
            settings.put(PREFIX + "NETWORK", name);
        }
        Properties all = read();
        for (String key : all.stringPropertyNames()) {
            if (key.startsWith(name + ".")) {
                settings.put(
                        key.substring(name.length() + 1), all.getProperty(key).strip());
            }
        }
        return settings;
    }

    /** Uses this one from now on. */
    public void use(String name) {
        settings(name);
        change(Map.of(USE, Optional.of(name)));
    }

    /**
     * Changes settings of a profile, and makes it if there is none.
     *
     * @param changes an empty value takes a setting away
     */
    public void set(String name, Map<String, Optional<String>> changes) {
        if (name.equals(DEVNET)) {
            throw new RefusedException("the profile devnet is the one that runs; choose another name");
        }
        Map<String, Optional<String>> lines = new LinkedHashMap<>();
        changes.forEach((setting, value) -> lines.put(checked(name) + "." + setting, value));
        change(lines);
    }

    private static String checked(String name) {
        if (!Names.isName(name) || name.equals(USE)) {
            throw new RefusedException("\"" + name.replaceAll("[^ -~]", "?")
                    + "\" is no name of a profile; expected small letters, digits, - and _");
        }
        return name;
    }

    private Properties read() {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text()));
        } catch (IOException | IllegalArgumentException e) {
            throw new RefusedException("cannot read the settings in " + file + ": " + e.getMessage());
        }
        return properties;
    }

    private String text() throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    /** Line by line, so that comments and order stay. Whole or not at all. */
    private void change(Map<String, Optional<String>> changes) {
        try {
            List<String> lines = new ArrayList<>(text().lines().toList());
            changes.forEach((key, value) -> {
                lines.removeIf(line -> line.matches("\\s*" + Pattern.quote(key) + "\\s*[=:].*"));
                value.ifPresent(text -> lines.add(key + "=" + escaped(text)));
            });
            write(String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }

    private void write(String text) throws IOException {
        OwnerOnly.createFolders(folder, 1);
        Path fresh = folder.resolve("settings." + ProcessHandle.current().pid() + ".new");
        OwnerOnly.replace(file, fresh, text.getBytes(StandardCharsets.UTF_8), false);
    }
}
