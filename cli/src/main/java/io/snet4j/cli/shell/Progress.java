package io.snet4j.cli.shell;

import java.time.Duration;
import java.time.Instant;

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
    private Instant shown = Instant.EPOCH;
    private int width;
    private boolean changing;

    public Progress(Shell shell) {
        this.shell = shell;
        this.terminal = shell.terminal().isErr();
    }

    /** What has begun or ended: a line that stays. */
    public synchronized void line(String text) {
        clear();
        shell.err().println(text);
        shown = shell.clock().instant();
    }

    /** How it stands, if it is time to say so. */
    public synchronized void now(String text) {
        Instant now = shell.clock().instant();
        if (now.isBefore(shown.plus(terminal ? ON_TERMINAL : ELSEWHERE))) {
            return;
        }
        shown = now;
        if (terminal) {
            shell.err().print(CLEAR + fitted(text));
            changing = true;
        } else {
            shell.err().println(text);
        }
        shell.err().flush();
    }

    /** Takes the line away that changes. */
    public synchronized void clear() {
        if (changing) {
            shell.err().print(CLEAR);
            changing = false;
        }
        shell.err().flush();
    }

    private String fitted(String text) {
        if (width == 0) {
            width = shell.terminal().width();
        }
        return text.length() < width ? text : text.substring(0, width - 2) + "…";
    }
}
