package io.snet4j.provider.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The provider as a process that is started and killed here. */
final class ProviderProcess implements AutoCloseable {
    private final List<String> command;
    private final Thread atExit = new Thread(this::kill, "provider-at-exit");
    private @Nullable Process process;

    ProviderProcess(List<String> command) {
        this.command = command;
    }

    /** Does not wait until it listens. */
    void start() {
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            forgetExit();
            throw new UncheckedIOException("cannot start the provider by " + command, e);
        }
    }

    /** How it ended by itself; empty while it runs, or if it was never started. */
    Optional<String> end() {
        return Optional.ofNullable(process)
                .filter(started -> !started.isAlive())
                .map(ended ->
                        "the provider ended with exit code " + ended.exitValue() + "; it was started by " + command);
    }

    /** As {@code kill -9} does, with all that it started; returns when it is gone. */
    @Override
    public void close() {
        if (process != null) {
            kill();
            process = null;
            forgetExit();
        }
    }

    private void forgetExit() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // This process ends already.
        }
    }

    private void kill() {
        Process running = process;
        if (running == null) {
            return;
        }
        running.descendants().forEach(ProcessHandle::destroyForcibly);
        running.destroyForcibly();
        running.onExit().join();
    }
}
