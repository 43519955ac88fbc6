package io.snet4j.devnet;

import io.snet4j.internal.core.Uninterrupted;
import io.snet4j.internal.text.TimeText;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The EVM node, as a child process on 127.0.0.1. Thread-safe. */
final class Anvil implements AutoCloseable {
    static final long CHAIN_ID = 31337;
    /** Known to everybody: whatever it holds is play money. */
    static final String MNEMONIC = "test test test test test test test test test test test junk";

    private static final Duration START_DEADLINE = Duration.ofSeconds(20);
    private static final Pattern LISTENING = Pattern.compile("Listening on 127\\.0\\.0\\.1:(\\d+)");

    private final Watchdog watchdog;
    /** Unpacking takes a while, in which the other parts can start. */
    private final Thread launcher;

    private final LogTail log = new LogTail();
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final CompletableFuture<DevnetException> failure = new CompletableFuture<>();
    private volatile boolean closing;

    private Anvil(Watchdog watchdog, AnvilProgram program) {
        this.watchdog = watchdog;
        this.launcher = new Thread(() -> launch(program), "snet4j-devnet-node");
        launcher.setDaemon(true);
    }

    /**
     * Returns before it is ready; see {@link #rpc}.
     *
     * @param port 0 for a free one
     * @param state a chain to begin with, as {@link AnvilRpc#dumpState} wrote it
     */
    static Anvil start(int port, Optional<Path> state) {
        AnvilProgram program = AnvilProgram.find(System.getenv());
        Ports.requireFree(port);
        Anvil anvil = new Anvil(Watchdog.start(folder -> command(program.in(folder), folder, port, state)), program);
        try {
            anvil.launcher.start();
            return anvil;
        } catch (RuntimeException | Error e) {
            anvil.close();
            throw e;
        }
    }

    private static List<String> command(Path program, Path folder, int port, Optional<Path> state) {
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        command.addAll(List.of("--host", "127.0.0.1", "--port", Integer.toString(port)));
        command.addAll(List.of("--chain-id", Long.toString(CHAIN_ID), "--mnemonic", MNEMONIC));
        command.addAll(List.of("--accounts", Integer.toString(DevAccounts.COUNT)));
        // Otherwise it fills the home folder by gigabytes.
        command.addAll(List.of(
                "--max-persisted-states",
                "0",
                "--cache-path",
                folder.resolve("cache").toString()));
        // A saved state is sent and loaded in one request.
        command.add("--no-request-size-limit");
        state.ifPresent(file ->
                command.addAll(List.of("--load-state", file.toAbsolutePath().toString())));
        return command;
    }

    private void launch(AnvilProgram program) {
        try {
            program.provideIn(folder());
            launch();
        } catch (RuntimeException | Error e) {
            port.completeExceptionally(e);
        }
    }

    private void launch() {
        watchdog.ended().thenAccept(this::ended);
        watchdog.launch(line -> {
            log.add(line);
            Matcher ready = LISTENING.matcher(line);
            if (ready.find()) {
                port.complete(Integer.valueOf(ready.group(1)));
            }
        });
    }

    private void ended(int code) {
        DevnetException reason = new DevnetException("anvil ended with code " + code + ": " + log);
        if (!closing) {
            failure.complete(reason);
        }
        port.completeExceptionally(reason);
    }

    /**
     * Waits until it answers.
     *
     * @throws DevnetException if it ended, or did not listen in time
     */
    URI rpc() {
        try {
            return URI.create("http://127.0.0.1:" + port.get(START_DEADLINE.toSeconds(), TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNull(e.getCause());
            throw startFailure(String.valueOf(cause.getMessage()), cause);
        } catch (TimeoutException e) {
            throw startFailure("anvil did not listen within " + TimeText.of(START_DEADLINE) + ": " + log, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DevnetException("interrupted while anvil was starting", e);
        }
    }

    private DevnetException startFailure(String what, Throwable cause) {
        return new DevnetException(what + "; started as: " + String.join(" ", watchdog.command()), cause);
    }

    /** Empty of our files at first, and removed with the process. */
    Path folder() {
        return watchdog.folder();
    }

    /** Completes only if it ends by itself. */
    CompletableFuture<DevnetException> failure() {
        return failure;
    }

    /** For tests that end it. */
    Optional<ProcessHandle> process() {
        return watchdog.program();
    }

    @Override
    public void close() {
        closing = true;
        // What is still being unpacked would be left behind.
        Uninterrupted.join(launcher);
        watchdog.close();
    }
}
