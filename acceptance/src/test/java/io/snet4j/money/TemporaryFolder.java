package io.snet4j.money;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A folder that is gone when it is closed. */
record TemporaryFolder(Path path) implements AutoCloseable {
    private static final int TRIES = 100;

    static TemporaryFolder create() {
        try {
            return new TemporaryFolder(Files.createTempDirectory("snet4j-money"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a closed client still had to write may come in between: then once more. */
    @Override
    public void close() {
        for (int rest = TRIES; Files.exists(path); rest--) {
            try {
                delete();
            } catch (IOException | UncheckedIOException e) {
                if (rest == 0) {
                    throw new AssertionError("still in use: " + path, e);
                }
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
        }
    }

    private void delete() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : all) {
                Files.deleteIfExists(file);
            }
        }
    }
}
