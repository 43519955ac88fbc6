package io.snet4j.cli.settings;

import io.snet4j.chain.FeeLimit;
import io.snet4j.cli.shell.Globals;
import io.snet4j.cli.shell.RefusedException;
import io.snet4j.cli.shell.Shell;
import io.snet4j.internal.files.OwnerOnly;
import io.snet4j.value.Wei;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a client is built from: the profile, over it the environment, over both the options. A key that one of them
 * names takes the place of the others' keys.
 */
public final class ClientSettings {
    /** Ways to name the payer; two at once would be refused. */
    private static final List<String> KEYS =
            List.of("SNET4J_PRIVATE_KEY", "SNET4J_KEYSTORE", "SNET4J_MNEMONIC_FILE", "SNET4J_REMOTE_SIGNER");

    private final String profile;
    private final Map<String, String> values;
    private final Path stateFolder;

    private ClientSettings(String profile, Map<String, String> values, Path stateFolder) {
        this.profile = profile;
        this.values = values;
        this.stateFolder = stateFolder;
    }

    public static ClientSettings of(Shell shell, Globals globals, Profiles profiles, KeyStore keys) {
        Optional<String> name =
                globals.profile().or(() -> shell.variable("SNET4J_PROFILE")).or(profiles::used);
        Map<String, String> values = new TreeMap<>(name.map(profiles::settings).orElse(Map.of()));
        Map<String, String> environment = new TreeMap<>(shell.environment());
        environment
                .keySet()
                .removeIf(
                        key -> !key.startsWith("SNET4J_") || shell.variable(key).isEmpty());
        put(values, environment);
        put(values, globals.settings());
        // The devnet's own key is everybody's; a key of one's own that is used goes over it.
        boolean free = keyless(values) || keyless(environment) && name.equals(Optional.of(Profiles.DEVNET));
        globals.key().or(() -> free ? keys.used() : Optional.empty()).ifPresent(key -> {
            KEYS.forEach(values::remove);
            values.put("SNET4J_KEYSTORE", keys.file(key).toString());
        });
        String profile = name.orElse("default");
        Path folder = shell.stateFolder().resolve("profiles").resolve(profile);
        values.putIfAbsent("SNET4J_STATE_DIR", folder.resolve("channels").toString());
        values.putIfAbsent("SNET4J_AUDIT_FILE", folder.resolve("payments.jsonl").toString());
        return new ClientSettings(profile, values, folder);
    }

    private static void put(Map<String, String> values, Map<String, String> over) {
        if (!keyless(over)) {
            KEYS.forEach(values::remove);
        }
        values.putAll(over);
    }

    private static boolean keyless(Map<String, String> values) {
        return KEYS.stream().noneMatch(values::containsKey);
    }

    /** {@code default} where none is used. */
    public String profile() {
        return profile;
    }

    /** By the names of the environment's variables. */
    public Map<String, String> values() {
        return values;
    }

    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /**
     * The Ethereum node.
     *
     * @throws RefusedException if none is set, or no URI
     */
    public URI node() {
        try {
            return new URI(value("SNET4J_RPC")
                    .orElseThrow(() -> new RefusedException("SNET4J_RPC is not set"))
                    .strip());
        } catch (URISyntaxException e) {
            // It may hold a key.
            throw new RefusedException("SNET4J_RPC is no URI");
        }
    }

    /** As the client has it, which refuses what is no amount. */
    public FeeLimit feeLimit() {
        FeeLimit defaults = FeeLimit.defaults();
        return new FeeLimit(
                value("SNET4J_LIMIT_FEE").map(Wei::parse).orElse(defaults.perTransaction()),
                value("SNET4J_LIMIT_FEES").map(Wei::parse).orElse(defaults.total()));
    }

    public boolean hasKey() {
        return !keyless(values);
    }

    /** Where this profile's payments are. */
    public Path stateFolder() {
        return stateFolder;
    }

    /** Who pays writes there first. */
    public void createStateFolder() {
        try {
            OwnerOnly.createFolders(stateFolder, 3);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where its clients keep what they must know of their payments. */
    public Path stateDirectory() {
        return Path.of(values.getOrDefault("SNET4J_STATE_DIR", "").strip());
    }

    public Path auditFile() {
        return Path.of(values.getOrDefault("SNET4J_AUDIT_FILE", ""));
    }
}
