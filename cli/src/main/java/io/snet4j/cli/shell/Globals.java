package io.snet4j.cli.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command has. */
public final class Globals {
    /** When output is coloured. */
    public enum Color {
        AUTO,
        ALWAYS,
        NEVER
    }

    private static final Pattern OPEN_URIS =
            Pattern.compile("https?://[A-Za-z0-9.:-]+(/(ipfs/?)?)?(,https?://[A-Za-z0-9.:-]+(/(ipfs/?)?)?)*");

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            order = 100,
            description = "Use the settings of this profile: see snet4j network list.")
    private @Nullable String profile;

    @Option(
            names = "--network",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            order = 101,
            description = "mainnet, sepolia or local; over SNET4J_NETWORK.")
    private @Nullable String network;

    @Option(
            names = "--rpc",
            paramLabel = "URI",
            scope = ScopeType.INHERIT,
            order = 102,
            description = "The Ethereum node; over SNET4J_RPC.")
    private @Nullable String rpc;

    @Option(
            names = "--storage",
            paramLabel = "URIS",
            scope = ScopeType.INHERIT,
            order = 103,
            description = "The storages, with commas between; over SNET4J_STORAGE.")
    private @Nullable String storage;

    @Option(
            names = "--key",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            order = 104,
            description = "Pay and sign with this key: see snet4j key list.")
    private @Nullable String key;

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            order = 105,
            description = "Print one JSON document, or JSON lines, and nothing else.")
    private boolean json;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            scope = ScopeType.INHERIT,
            order = 106,
            defaultValue = "auto",
            description = "auto, always or never. Default: on a terminal, unless NO_COLOR is set.")
    private Color color = Color.AUTO;

    @Option(
            names = {"--debug", "--verbose"},
            scope = ScopeType.INHERIT,
            order = 107,
            description = "Log what happens inside, and show stack traces, on standard error.")
    private boolean debug;

    public Optional<String> profile() {
        return Optional.ofNullable(profile);
    }

    public Optional<String> key() {
        return Optional.ofNullable(key);
    }

    public boolean json() {
        return json;
    }

    public Color color() {
        return color;
    }

    public boolean debug() {
        return debug;
    }

    /** What was given, by the names of the environment's variables. */
    public Map<String, String> settings() {
        Map<String, String> given = new LinkedHashMap<>();
        put(given, "SNET4J_NETWORK", network);
        put(given, "SNET4J_RPC", rpc);
        put(given, "SNET4J_STORAGE", storage);
        return given;
    }

    /** What was given, to be typed again. A URI that may hold a key is not shown. */
    public List<String> words() {
        List<String> words = new ArrayList<>();
        add(words, "--profile", profile);
        add(words, "--network", network);
        add(words, "--rpc", rpc == null || OPEN_URIS.matcher(rpc).matches() ? rpc : "URI");
        add(words, "--storage", storage == null || OPEN_URIS.matcher(storage).matches() ? storage : "URIS");
        add(words, "--key", key);
        if (json) {
            words.add("--json");
        }
        return words;
    }

    private static void add(List<String> words, String name, @Nullable String value) {
        if (value != null) {
            words.add(name);
            words.add(value);
        }
    }

    private static void put(Map<String, String> given, String name, @Nullable String value) {
        if (value != null) {
            given.put(name, value);
        }
    }
}
