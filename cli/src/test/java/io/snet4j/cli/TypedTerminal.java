package io.snet4j.cli;

import io.snet4j.cli.shell.Terminal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A terminal at which lines are typed, or none. */
final class TypedTerminal implements Terminal {
    private final boolean terminal;
    private final Deque<String> secrets = new ArrayDeque<>();
    private final StringBuilder text = new StringBuilder();

    TypedTerminal(boolean terminal) {
        this(terminal, List.of());
    }

    /** @param lines those that begin with {@code secret:} are typed where nothing is shown */
    TypedTerminal(boolean terminal, List<String> lines) {
        this.terminal = terminal;
        for (String line : lines) {
            if (line.startsWith("secret:")) {
                secrets.add(line.substring("secret:".length()));
            } else {
                text.append(line).append('\n');
            }
        }
    }

    String text() {
        return text.toString();
    }

    @Override
    public boolean isIn() {
        return terminal;
    }

    @Override
    public boolean isOut() {
        return terminal;
    }

    @Override
    public boolean isErr() {
        return terminal;
    }

    @Override
    public int width() {
        return 80;
    }

    @Override
    public char[] readSecret(String prompt) {
        return secrets.remove().toCharArray();
    }
}
