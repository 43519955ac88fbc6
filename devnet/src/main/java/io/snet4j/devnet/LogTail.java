package io.snet4j.devnet;

import java.util.ArrayDeque;
import java.util.Deque;

/** The last lines a program printed. Thread-safe. */
final class LogTail {
    private static final int LINES = 12;

    private final Deque<String> lines = new ArrayDeque<>();

    synchronized void add(String line) {
        if (line.isBlank()) {
            return;
        }
        if (lines.size() == LINES) {
            lines.removeFirst();
        }
        lines.addLast(line.strip());
    }

    /** In one line, since it becomes part of a message. */
    @Override
    public synchronized String toString() {
        return lines.isEmpty() ? "no output" : String.join(" | ", lines);
    }
}
