package io.snet4j.cli.shell;

import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * The process's surroundings, so that a test can be one.
 *
 * @param environment variables
 * @param in what a user types, or what another program writes
 * @param out for results
 * @param err for prompts, progress and errors
 * @param terminal which of the three are terminals, and what they can do
 */
public record Shell(
        Map<String, String> environment,
        InputStream in,
        PrintWriter out,
        PrintWriter err,
        Terminal terminal,
        Clock clock) {
    public Shell {
        environment = Map.copyOf(environment);
    }

    /** A variable that is set to something. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /** Where settings and keys are: {@code $XDG_CONFIG_HOME/snet4j}, or {@code ~/.config/snet4j}. */
    public Path configFolder() {
        return folder("XDG_CONFIG_HOME", ".config");
    }

    /**
     * Where payments and running devnets are remembered: {@code $XDG_STATE_HOME/snet4j}, or {@code
     * ~/.local/state/snet4j}.
     */
    public Path stateFolder() {
        return folder("XDG_STATE_HOME", ".local/state");
    }

    private Path folder(String variable, String fallback) {
        // As the base directory specification says, a path that is not absolute does not count.
        return variable(variable)
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElseGet(() -> home().resolve(fallback))
                .resolve("snet4j");
    }

    private Path home() {
        return Path.of(variable("HOME").orElseGet(() -> System.getProperty("user.home")));
    }
}
