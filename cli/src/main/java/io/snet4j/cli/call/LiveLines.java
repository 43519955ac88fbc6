package io.snet4j.cli.call;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Lines that come while a call runs, without the blank ones. They are read on a thread of their own: reading cannot be
 * interrupted, waiting for them can.
 */
final class LiveLines {
    private record Line(Optional<String> text, Optional<IOException> failure) {}

    private static final Line END = new Line(Optional.empty(), Optional.empty());

    private final BlockingQueue<Line> lines = new LinkedBlockingQueue<>();

    LiveLines(BufferedReader reader) {
        Thread thread = new Thread(() -> read(reader), "requests");
        thread.setDaemon(true);
        thread.start();
    }

    private void read(BufferedReader reader) {
        try (reader) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank()) {
                    lines.add(new Line(Optional.of(line), Optional.empty()));
                }
            }
            lines.add(END);
        } catch (IOException e) {
            lines.add(new Line(Optional.empty(), Optional.of(e)));
        }
    }

    /** Nobody needs more of them: who waits for one is told that there is none. */
    void stop() {
        lines.clear();
        lines.add(END);
    }

    /**
     * Waits for it.
     *
     * @return empty at the end
     */
    Optional<String> next() throws InterruptedException {
        Line line = lines.take();
        line.failure().ifPresent(failure -> {
            throw new UncheckedIOException(failure);
        });
        return line.text();
    }
}
