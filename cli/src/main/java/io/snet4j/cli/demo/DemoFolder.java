package io.snet4j.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** A temporary folder that goes with the demo, also when a signal ends the process. Closing may be repeated. */
final class DemoFolder implements AutoCloseable {
    private static final int ATTEMPTS = 20;

    private final Path path;
    private final Thread hook = new Thread(this::remove, "demo-folder");

    private DemoFolder(Path path) {
        this.path = path;
    }

    static DemoFolder create() {
        try {
            var folder = new DemoFolder(Files.createTempDirectory("snet4j-demo-"));
            Runtime.getRuntime().addShutdownHook(folder.hook);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        remove();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending, and the hook does the same.
        }
    }

    /**
     * While a signal is handled, another thread may still be creating files in it: then a further attempt gets them.
     */
    private void remove() {
        for (var attempt = 0; attempt < ATTEMPTS && Files.exists(path); attempt++) {
            try (var files = Files.walk(path)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException | UncheckedIOException e) {
                Thread.onSpinWait();
            }
        }
    }
}
