package io.snet4j.cli.shell;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long work goes, on standard error: one line that changes on a terminal, a line each minute elsewhere. Strangers'
 * words in it are made printable by whoever puts them there. Thread-safe.
 */
public final class Progress {
    private static final Duration ON_TERMINAL = Duration.ofMillis(100);
    private static final Duration ELSEWHERE = Duration.ofMinutes(1);
    private static final String CLEAR = "\r\u001b[K";

    private final Shell shell;
    private final boolean terminal;
    private Instant shown;
    private int width;
    private boolean changing;
    private @Nullable String step;

    public Progress(Shell shell) {
        this.shell = shell;
        this.terminal = shell.terminal().isErr();
        // Short work is not worth a line that stays.
        this.shown = terminal ? Instant.EPOCH : shell.clock().instant();
    }

    /** What has begun or ended: a line that stays. */
    public synchronized void line(String text) {
        clear();
        shell.err().println(text);
        shown = shell.clock().instant();
    }

    /** A step that is followed by {@link #now}, and of which what was said last stays. */
    public synchronized void begin(String text) {
        if (!terminal) {
            line(text);
            return;
        }
        clear();
        step = text;
        change(text);
    }

    /** How it stands, if it is time to say so. */
    public synchronized void now(String text) {
        if (step != null) {
            step = text;
        }
        if (shell.clock().instant().isBefore(shown.plus(terminal ? ON_TERMINAL : ELSEWHERE))) {
            return;
        }
        if (terminal) {
            change(text);
        } else {
            line(text);
        }
    }

    private void change(String text) {
        shell.err().print(CLEAR + fitted(text));
        shell.err().flush();
        changing = true;
        shown = shell.clock().instant();
    }

    /** Nothing changes any more: the end of a step stays, anything else is taken away. */
    public synchronized void clear() {
        if (step != null) {
            shell.err().println(CLEAR + fitted(step));
        } else if (changing) {
            shell.err().print(CLEAR);
        }
        step = null;
        changing = false;
        shell.err().flush();
    }

    private String fitted(String text) {
        if (width == 0) {
            width = shell.terminal().width();
        }
        return text.length() < width ? text : text.substring(0, width - 2) + "…";
    }
}
