package io.snet4j.cli.demo;

import io.snet4j.internal.text.ForeignText;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * Writes the story, at most {@value #WIDTH} columns wide. A terminal sees lines change in place; a file or pipe gets
 * each line once, without control characters. Not thread-safe.
 */
public final class Narrator {
    static final int WIDTH = 80;

    private final PrintStream out;
    private final boolean terminal;
    private String live = "";

    /** @param terminal whether {@code out} can return to the start of its line */
    public Narrator(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** A line by itself. */
    void say(String text) {
        endLive();
        out.println(ForeignText.of(text));
        out.flush();
    }

    /** A step that is done, with the time it took. */
    void done(Duration took, String name, String what) {
        say(String.format(Locale.ROOT, "%6.1f s  %-11s %s", took.toMillis() / 1000.0, name, what));
    }

    /** What belongs to a step but took no time worth a word. */
    void note(String name, String what) {
        say(String.format(Locale.ROOT, "%8s  %-11s %s", "", name, what));
    }

    /** What goes on now: replaces the live line before it. In a pipe only {@code what} counts as news, not the time. */
    void live(Duration elapsed, String name, String what) {
        if (terminal) {
            var line = String.format(
                    Locale.ROOT, "%6.1f s  %-11s %s ...", elapsed.toMillis() / 1000.0, name, ForeignText.of(what));
            out.print("\r" + line + " ".repeat(Math.max(0, live.length() - line.length())));
            out.flush();
            live = line;
        } else if (!live.equals(name + what)) {
            note(name, what + " ...");
            live = name + what;
        }
    }

    /** As {@link #live}, for steps that need no line of their own in a pipe. */
    void progress(Duration elapsed, String name, String what) {
        if (terminal) {
            live(elapsed, name, what);
        }
    }

    UploadBar uploadBar(long bytes) {
        endLive();
        return new UploadBar(out, terminal, bytes);
    }

    private void endLive() {
        if (terminal && !live.isEmpty()) {
            out.print("\r" + " ".repeat(live.length()) + "\r");
        }
        live = "";
    }
}
