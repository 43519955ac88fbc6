package io.snet4j.cli.shell;

import io.snet4j.internal.text.ForeignText;
import java.util.function.Consumer;

/** Where results go: as text for people, or as JSON for programs, never both. */
public final class Output {
    private final Shell shell;
    private final Globals globals;

    public Output(Shell shell, Globals globals) {
        this.shell = shell;
        this.globals = globals;
    }

    /** Prints a result in the form that was asked for. */
    public <R extends Record> void print(R result, Consumer<R> asText) {
        if (globals.json()) {
            shell.out().println(Json.of(result));
        } else {
            asText.accept(result);
        }
        shell.out().flush();
    }

    /** One line of text on standard output. A stranger's words in it are made printable by whoever puts them there. */
    public void line(String text) {
        shell.out().println(text);
    }

    /** {@code name  value}; the value may be a stranger's. */
    public void field(String name, Object value) {
        String text = ForeignText.of(String.valueOf(value), 10_000);
        shell.out().println(style().strong(String.format("%-15s", name)) + " " + text);
    }

    public void table(Table table) {
        boolean cut = shell.terminal().isOut();
        table.lines(shell.terminal().width(), cut, style()).forEach(this::line);
    }

    /** For people, on standard error, so that results stay apart. Not with {@code --json} when that is no terminal. */
    public void note(String text) {
        shell.err().println(text);
        shell.err().flush();
    }

    public boolean json() {
        return globals.json();
    }

    /** Of standard output. */
    public Style style() {
        return style(shell.terminal().isOut());
    }

    /** Of standard error. */
    public Style noteStyle() {
        return style(shell.terminal().isErr());
    }

    private Style style(boolean terminal) {
        boolean coloured =
                switch (globals.color()) {
                    case ALWAYS -> true;
                    case NEVER -> false;
                    case AUTO -> terminal && shell.variable("NO_COLOR").isEmpty();
                };
        return coloured ? Style.COLOURED : Style.PLAIN;
    }
}
